package dev.countersign.problems;

import java.util.Objects;

/**
 * One bad field.
 *
 * @param pointer where it is in the body, as an RFC 6901 JSON Pointer; empty for the whole body
 * @param detail what is wrong with it, in a sentence
 */
public record Violation(String pointer, String detail) {
    public Violation {
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(detail, "detail");
    }
}
