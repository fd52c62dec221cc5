package dev.countersign.policy.callback;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of a callback. */
enum CallbackStatus {
    /** To be sent, or being sent. */
    PENDING,
    /** The agent's address has taken it. */
    DELIVERED,
    /** Given up; it stays until somebody has it delivered again. */
    DEAD,
    /** No longer worth telling: something has happened since, which a later one tells, or which the agent did itself. */
    SUPERSEDED;

    /** As the API and the database write it. */
    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<CallbackStatus> of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word().equals(word))
                .findFirst();
    }
}
