/** Plain statements, where a session's own way to rows would cost more than what is done with them. */
@NullMarked
package dev.countersign.queue.database;

import org.jspecify.annotations.NullMarked;
