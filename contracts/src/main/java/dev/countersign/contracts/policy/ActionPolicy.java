package dev.countersign.contracts.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Defaulted;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one type of action is supervised.
 *
 * @param patterns why a person would look; at least one
 * @param effect what will happen, in one sentence: a CEL expression over {@code action} and {@code case} that yields a string
 * @param schema JSON Schema of the payload; proposals and edits both satisfy it
 */
public record ActionPolicy(
        List<Pattern> patterns,
        boolean reversible,
        CostOfError costOfError,
        @Defaulted Show show,
        @Nullable String effect,
        @Nullable JsonNode schema) {

    public ActionPolicy {
        patterns = List.copyOf(patterns);
        Objects.requireNonNull(costOfError, "costOfError");
        show = Objects.requireNonNullElse(show, Show.RECORD);
        // A null in a document is read as a JSON value, and would be a schema that is none.
        schema = schema == null || schema.isNull() ? null : schema;
    }

    public boolean has(Pattern pattern) {
        return patterns.contains(pattern);
    }
}
