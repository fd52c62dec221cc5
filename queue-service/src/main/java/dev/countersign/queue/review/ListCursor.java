package dev.countersign.queue.review;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Where a page of a list ended. */
record ListCursor(Instant sortAt, UUID review) {

    /** As it goes to a client, who need not understand it. */
    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((sortAt + "|" + review).getBytes(StandardCharsets.UTF_8));
    }

    /** The cursor that a client brought back, or empty where it is none. */
    static Optional<ListCursor> parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|", -1);
            return parts.length == 2
                    ? Optional.of(new ListCursor(Instant.parse(parts[0]), UUID.fromString(parts[1])))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
