package dev.countersign.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import dev.cel.common.values.NullValue;
import dev.cel.common.values.SelectableValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON object as CEL reads it: only the fields on the path of an expression are converted. */
// A view that lives for one evaluation on one thread, over content that nobody changes meanwhile.
@SuppressWarnings("Immutable")
final class JsonValue extends CelValue implements SelectableValue<String> {

    private final ObjectNode node;
    private final Budget budget;

    JsonValue(ObjectNode node, Budget budget) {
        this.node = node;
        this.budget = budget;
    }

    /** A node as the CEL value of the same meaning. */
    static Object of(JsonNode node, Budget budget) {
        return node instanceof ObjectNode object ? new JsonValue(object, budget) : convert(node, budget);
    }

    @Override
    public Object select(String field) {
        return find(field).orElseThrow(() -> CelAttributeNotFoundException.forMissingMapKey(field));
    }

    @Override
    public Optional<Object> find(String field) {
        JsonNode value = node.get(field);
        return value == null ? Optional.empty() : Optional.of(of(value, budget));
    }

    @Override
    public Object value() {
        return convert(node, budget);
    }

    @Override
    public boolean isZeroValue() {
        return node.isEmpty();
    }

    @Override
    public CelType celType() {
        return SimpleType.DYN;
    }

    private static Object convert(JsonNode node, Budget budget) {
        budget.spend(1);
        return switch (node.getNodeType()) {
            case OBJECT -> convertObject(node, budget);
            case ARRAY -> convertArray(node, budget);
            case STRING, BINARY -> text(node.asText(), budget);
            case NUMBER -> number(node);
            case BOOLEAN -> node.booleanValue();
            case NULL, MISSING, POJO -> NullValue.NULL_VALUE;
        };
    }

    private static Object number(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() ? (Object) node.longValue() : node.doubleValue();
    }

    private static String text(String text, Budget budget) {
        budget.spend(text.length());
        return text;
    }

    private static Map<String, Object> convertObject(JsonNode node, Budget budget) {
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            budget.spend(field.getKey().length());
            map.put(field.getKey(), convert(field.getValue(), budget));
        });
        return map;
    }

    private static List<Object> convertArray(JsonNode node, Budget budget) {
        List<Object> list = new ArrayList<>(node.size());
        node.forEach(element -> list.add(convert(element, budget)));
        return list;
    }
}
