package dev.countersign.policy.replay;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.countersign.contracts.event.Outcome;
import java.util.Locale;

/** What a candidate policy would have answered. */
public enum CandidateOutcome {
    PROCEED,
    REVIEW,
    BLOCK,
    /** Not even looked at: the payload is none of its schema, or the proposal lacks what it requires. */
    REFUSED;

    public static CandidateOutcome of(Outcome outcome) {
        return switch (outcome) {
            case PROCEED -> PROCEED;
            case REVIEW -> REVIEW;
            case BLOCK -> BLOCK;
        };
    }

    /** As it is written in JSON and in the database. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static CandidateOutcome of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
