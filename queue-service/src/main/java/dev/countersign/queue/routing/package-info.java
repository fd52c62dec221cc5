/** Who owns a review, how it came to them, and who else may decide it. */
package dev.countersign.queue.routing;
