package dev.countersign.queue.review;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The large part of a review: the evaluation as it was recorded, and what would be approved now. */
@SuppressWarnings("NullAway.Init") // whoever opens or reads it writes each field
class ContentRow {

    UUID review;

    /** The event that opened the review, as JSON, with the case as the agent last stated it. */
    String recorded;

    /** What approving unchanged would approve, as JSON. */
    String payload;

    /** How it came to its owner, as JSON. */
    String trail;

    /** Why the policy last refused an approved payload, as JSON; absent where it never did. */
    @Nullable
    String returned;
}
