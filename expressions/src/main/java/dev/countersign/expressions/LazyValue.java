package dev.countersign.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import dev.cel.common.values.SelectableValue;
import dev.countersign.expressions.Conversion.Converted;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Named values of which each is converted when an expression first asks for it, and kept for the expressions after it. Every
 * reading is paid for, the first as the later ones: CEL runs through what it reads each time.
 */
// A view that lives for one evaluation on one thread, over content that nobody changes meanwhile.
@SuppressWarnings("Immutable")
abstract class LazyValue extends CelValue implements SelectableValue<String> {

    private final Budget budget;
    private final Map<String, Converted> known = new HashMap<>();
    private @Nullable Converted whole;

    LazyValue(Budget budget) {
        this.budget = budget;
    }

    /** What there is by this name; {@code null} where there is nothing. */
    abstract @Nullable Converted convert(String field, Budget budget);

    /** All of it at once. */
    abstract Converted convertAll();

    static Converted of(JsonNode node, Budget budget) {
        return node instanceof ObjectNode object
                ? new Converted(new JsonValue(object, budget), 1)
                : Conversion.of(node);
    }

    private @Nullable Object read(String field) {
        Converted converted = known.get(field);
        if (converted == null) {
            converted = convert(field, budget);
            if (converted == null) {
                return null;
            }
            known.put(field, converted);
        }
        budget.spend(converted.cost());
        return converted.value();
    }

    @Override
    public Object select(String field) {
        Object value = read(field);
        if (value == null) {
            throw CelAttributeNotFoundException.forMissingMapKey(field);
        }
        return value;
    }

    @Override
    public Optional<Object> find(String field) {
        return Optional.ofNullable(read(field));
    }

    @Override
    public Object value() {
        if (whole == null) {
            whole = convertAll();
        }
        budget.spend(whole.cost());
        return whole.value();
    }

    @Override
    public CelType celType() {
        return SimpleType.DYN;
    }
}
