package dev.countersign.policy.evaluation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an evaluation stands. */
public enum Status {
    /** May be executed now. */
    RELEASED,
    /** A person has it. */
    WAITING,
    BLOCKED,
    REJECTED,
    /** The agent has it: a person asked for another payload. */
    CHANGES_REQUESTED,
    TAKEN_OVER,
    EXPIRED,
    WITHDRAWN,
    EXECUTED,
    FAILED;

    /** As it is written in JSON and in the database. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Status of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether whoever waits for a decision has waited long enough. */
    public boolean isDecided() {
        return this != WAITING;
    }

    /** Whether nothing can happen any more. */
    public boolean isFinal() {
        return switch (this) {
            case RELEASED, WAITING, CHANGES_REQUESTED -> false;
            case BLOCKED, REJECTED, TAKEN_OVER, EXPIRED, WITHDRAWN, EXECUTED, FAILED -> true;
        };
    }
}
