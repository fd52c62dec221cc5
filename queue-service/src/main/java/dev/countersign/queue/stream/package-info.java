/** What changed, told at once to those whose queue it changes, on whichever replica they are. */
package dev.countersign.queue.stream;
