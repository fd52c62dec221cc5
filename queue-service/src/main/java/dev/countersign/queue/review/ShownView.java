package dev.countersign.queue.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a payload was shown to somebody.
 *
 * @param shownAt for the first time; absent where the review is over
 * @param decidableAt from when on their approval is taken; absent where the policy asks for no time
 */
record ShownView(@Nullable Instant shownAt, @Nullable Instant decidableAt) {}
