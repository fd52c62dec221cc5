/** How many events a second get from a committed transaction to their one effect, and how long one takes. */
package dev.countersign.bench.outbox;
