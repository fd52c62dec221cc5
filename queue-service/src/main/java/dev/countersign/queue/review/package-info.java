/** A review from its opening to its decision: one table of transitions, a thin shell around it. */
package dev.countersign.queue.review;
