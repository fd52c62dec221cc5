package dev.countersign.policy.evaluation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How sure an agent is, 0 to 1: of the whole action, or of each field apart.
 *
 * @param whole absent where the agent is sure of fields apart
 * @param fields by name; empty where the agent is sure of the whole
 */
public record Confidence(@Nullable Double whole, Map<String, Double> fields) {

    public Confidence {
        fields = Map.copyOf(fields);
    }

    /** Reads a number, or an object of names to numbers. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Confidence of(JsonNode node) {
        if (node.isNumber()) {
            return new Confidence(within("it", node), Map.of());
        }
        if (!node.isObject() || node.isEmpty()) {
            throw new IllegalArgumentException(
                    "must be a number between 0 and 1, or an object of names to such numbers");
        }
        Map<String, Double> fields = new TreeMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), within(field.getKey(), field.getValue())));
        return new Confidence(null, fields);
    }

    private static double within(String name, JsonNode node) {
        if (!node.isNumber()) {
            throw new IllegalArgumentException(name + " must be a number between 0 and 1");
        }
        double value = node.doubleValue();
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("must be between 0 and 1, was " + node.asText());
        }
        return value;
    }

    /** The lowest that the agent gave. */
    public OptionalDouble lowest() {
        return whole != null
                ? OptionalDouble.of(whole)
                : fields.values().stream().mapToDouble(Double::doubleValue).min();
    }

    /** The lowest of these fields, or of everything where none is asked for; empty where one of them was not given. */
    public OptionalDouble lowestOf(List<String> asked) {
        if (whole != null || asked.isEmpty()) {
            return lowest();
        }
        if (!fields.keySet().containsAll(asked)) {
            return OptionalDouble.empty();
        }
        return asked.stream().mapToDouble(fields::get).min();
    }

    @JsonValue
    JsonNode toJson() {
        if (whole != null) {
            return DoubleNode.valueOf(whole);
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(fields).forEach(node::put);
        return node;
    }
}
