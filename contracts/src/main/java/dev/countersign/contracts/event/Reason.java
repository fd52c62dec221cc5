package dev.countersign.contracts.event;

import java.util.Objects;

/**
 * Why an evaluation came out as it did.
 *
 * @param source the pattern, limit or rule that speaks, for example {@code confidence-gated}
 * @param code stable, for programs, for example {@code below-threshold}
 * @param detail a sentence, for people
 */
public record Reason(String source, String code, String detail) {
    public Reason {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(detail, "detail");
    }
}
