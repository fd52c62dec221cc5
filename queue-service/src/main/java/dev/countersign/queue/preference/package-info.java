/** What a person set for their console, kept with them and not with a browser. */
@NullMarked
package dev.countersign.queue.preference;

import org.jspecify.annotations.NullMarked;
