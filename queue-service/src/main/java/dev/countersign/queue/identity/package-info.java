/** Who is asking, and by what time and under which ids things are recorded. */
package dev.countersign.queue.identity;
