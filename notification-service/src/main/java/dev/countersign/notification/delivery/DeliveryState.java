package dev.countersign.notification.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of a message. */
public enum DeliveryState {
    /** To be sent, or being sent. */
    PENDING,
    /** Its channel has taken it. */
    SENT,
    /** Given up; it stays until somebody has it delivered again. */
    FAILED,
    /** No longer worth sending: the review was decided, or has another owner. */
    CANCELLED;

    /** As the API and the database write it. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<DeliveryState> of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }
}
