/** What an agent's confidence has been worth so far, from what people decided. */
@NullMarked
package dev.countersign.queue.confidence;

import org.jspecify.annotations.NullMarked;
