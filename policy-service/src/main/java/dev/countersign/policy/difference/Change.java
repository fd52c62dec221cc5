package dev.countersign.policy.difference;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One change of a policy.
 *
 * @param path JSON Pointer into the later document, or into the earlier one for what was removed
 * @param before absent for what was added
 * @param after absent for what was removed
 */
public record Change(
        String path,
        Kind change,
        @Nullable JsonNode before,
        @Nullable JsonNode after,
        String sentence,
        Effect effect) {

    /** How a place changed. */
    public enum Kind {
        CHANGED,
        ADDED,
        REMOVED
    }

    static Change of(String path, @Nullable JsonNode before, @Nullable JsonNode after, String sentence, Effect effect) {
        Kind kind = before == null ? Kind.ADDED : after == null ? Kind.REMOVED : Kind.CHANGED;
        return new Change(path, kind, before, after, sentence, effect);
    }
}
