/** The payload of an action: its canonical form, what it would do, and how many must approve it. */
package dev.countersign.queue.payload;
