package dev.countersign.payload.check;

import java.util.Objects;

/**
 * Something wrong with a JSON value.
 *
 * @param pointer where, as an RFC 6901 JSON Pointer; empty for the whole value
 * @param sentence what is wrong
 */
public record Flaw(String pointer, String sentence) {
    public Flaw {
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(sentence, "sentence");
    }
}
