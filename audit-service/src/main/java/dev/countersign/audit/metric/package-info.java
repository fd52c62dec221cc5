/**
 * Is the loop any good? Facts are what the metrics count, {@link dev.countersign.audit.metric.Counts counts} are facts counted, and
 * {@link dev.countersign.audit.metric.Metrics#of} is the one function that makes rates of them.
 */
package dev.countersign.audit.metric;
