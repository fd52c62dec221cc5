/** Whoever goes away says so, and who stands in. */
package dev.countersign.queue.absence;
