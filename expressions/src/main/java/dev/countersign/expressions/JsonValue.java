package dev.countersign.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.expressions.Conversion.Converted;
import org.jspecify.annotations.Nullable;

/** A JSON object as CEL reads it: only the fields on the path of an expression are converted. */
@SuppressWarnings("Immutable")
final class JsonValue extends LazyValue {

    private final ObjectNode node;

    JsonValue(ObjectNode node, Budget budget) {
        super(budget);
        this.node = node;
    }

    @Override
    @Nullable
    Converted convert(String field, Budget budget) {
        JsonNode value = node.get(field);
        return value == null ? null : of(value, budget);
    }

    @Override
    Converted convertAll() {
        return Conversion.of(node);
    }

    @Override
    public boolean isZeroValue() {
        return node.isEmpty();
    }
}
