/** The payload of an action: its digest, what it would do, whether it may look like that, and how many must approve it. */
package dev.countersign.queue.payload;
