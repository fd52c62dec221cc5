/** Against blind approval: how a review was looked at, and what a policy asks of that. */
@NullMarked
package dev.countersign.queue.attention;

import org.jspecify.annotations.NullMarked;
