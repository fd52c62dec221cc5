package dev.countersign.queue.review;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What happened to a review. */
public enum What {
    OPENED,
    CLOCK_STARTED,
    CLAIMED,
    UNCLAIMED,
    CLAIM_LAPSED,
    APPROVAL_GIVEN,
    APPROVAL_LAPSED,
    APPROVED,
    APPROVED_WITH_CHANGES,
    REJECTED,
    CHANGES_REQUESTED,
    TAKEN_OVER,
    EXPIRED,
    WITHDRAWN,
    REASSIGNED,
    ESCALATED,
    EXPIRED_UPWARDS,
    OWNER_GONE,
    REVISED,
    RETURNED;

    /** As it is written in answers and in the stream, for example {@code claim-lapsed}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
