package dev.countersign.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one type of action when an expression is written.
 *
 * @param schema JSON Schema of the payload; absent: a payload may hold anything
 */
public record ActionShape(String type, @Nullable JsonNode schema) {
    public ActionShape {
        Objects.requireNonNull(type, "type");
    }
}
