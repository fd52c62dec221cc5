/** How fast a decision is, durable or not, and what it costs to wait for one. */
package dev.countersign.bench.decision;
