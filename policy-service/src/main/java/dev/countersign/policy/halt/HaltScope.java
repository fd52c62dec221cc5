package dev.countersign.policy.halt;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a stop or go is about. */
public enum HaltScope {
    EVERYTHING,
    PROCESS,
    AGENT;

    /** As it is written in JSON and in the database. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that is so written. */
    public static HaltScope of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
