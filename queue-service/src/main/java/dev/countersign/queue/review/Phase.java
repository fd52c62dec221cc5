package dev.countersign.queue.review;

import dev.countersign.contracts.event.Decision;
import java.util.Locale;

/** Where a review stands: open, or ended in one of the ways there are. */
public enum Phase {
    OPEN,
    APPROVED,
    APPROVED_WITH_CHANGES,
    REJECTED,
    CHANGES_REQUESTED,
    TAKEN_OVER,
    EXPIRED,
    WITHDRAWN;

    static Phase of(Decision outcome) {
        return switch (outcome) {
            case APPROVED -> APPROVED;
            case APPROVED_WITH_CHANGES -> APPROVED_WITH_CHANGES;
            case REJECTED -> REJECTED;
            case CHANGES_REQUESTED -> CHANGES_REQUESTED;
            case TAKEN_OVER -> TAKEN_OVER;
            case EXPIRED -> EXPIRED;
            case WITHDRAWN -> WITHDRAWN;
        };
    }

    /** As it is written, for example {@code approved-with-changes}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How a review in this phase ended. */
    Decision outcome() {
        return switch (this) {
            case OPEN -> throw new IllegalStateException("an open review has not ended");
            case APPROVED -> Decision.APPROVED;
            case APPROVED_WITH_CHANGES -> Decision.APPROVED_WITH_CHANGES;
            case REJECTED -> Decision.REJECTED;
            case CHANGES_REQUESTED -> Decision.CHANGES_REQUESTED;
            case TAKEN_OVER -> Decision.TAKEN_OVER;
            case EXPIRED -> Decision.EXPIRED;
            case WITHDRAWN -> Decision.WITHDRAWN;
        };
    }
}
