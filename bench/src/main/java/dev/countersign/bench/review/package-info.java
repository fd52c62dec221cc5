/** {@code bench review}: the life of a review, beside that of a workflow engine's user task; and a list among a hundred thousand. */
@NullMarked
package dev.countersign.bench.review;

import org.jspecify.annotations.NullMarked;
