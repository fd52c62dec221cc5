/** The policy's expressions, as this room uses them. */
package dev.countersign.queue.expression;
