/**
 * By when, and what if not: the clock of each review. {@link dev.countersign.notification.clock.ClockState} is the whole rule; the
 * rest loads, fires and stores.
 */
package dev.countersign.notification.clock;
