/** Whether anybody looks at what waits, and who is told where nobody does. */
package dev.countersign.queue.watch;
