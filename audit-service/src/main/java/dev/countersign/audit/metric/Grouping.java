package dev.countersign.audit.metric;

import java.util.Arrays;
import java.util.Optional;

/** How metrics are taken apart. */
public enum Grouping {
    /** Days in UTC. */
    DAY("day"),
    /** Weeks from Monday, in UTC. */
    WEEK("week"),
    AGENT("agent"),
    ACTION_TYPE("actionType");

    private final String word;

    Grouping(String word) {
        this.word = word;
    }

    /** As it stands in the query. */
    public String word() {
        return word;
    }

    public boolean isByTime() {
        return this == DAY || this == WEEK;
    }

    public static Optional<Grouping> named(String word) {
        return Arrays.stream(values()).filter(by -> by.word.equals(word)).findFirst();
    }
}
