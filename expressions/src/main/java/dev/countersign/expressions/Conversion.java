package dev.countersign.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.values.NullValue;
import dev.countersign.contracts.event.Case;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns content into the CEL values of the same meaning, and counts what reading them costs. */
final class Conversion {

    /**
     * A value as CEL reads it.
     *
     * @param cost what each reading of it takes out of the budget: its characters, and one for every value in it
     */
    record Converted(Object value, long cost) {}

    private long cost;

    private Conversion() {}

    static Converted of(JsonNode node) {
        Conversion conversion = new Conversion();
        Object value = conversion.convert(node);
        return new Converted(value, conversion.cost);
    }

    static Converted of(String text) {
        return new Converted(text, 1L + text.length());
    }

    static Converted of(List<Case.Turn> conversation) {
        long cost = 1;
        List<Map<String, String>> turns = new ArrayList<>(conversation.size());
        for (Case.Turn turn : conversation) {
            cost += 3L + turn.role().length() + turn.text().length();
            turns.add(Map.of("role", turn.role(), "text", turn.text()));
        }
        return new Converted(turns, cost);
    }

    private Object convert(JsonNode node) {
        cost++;
        return switch (node.getNodeType()) {
            case OBJECT -> object(node);
            case ARRAY -> array(node);
            case STRING, BINARY -> text(node.asText());
            case NUMBER -> number(node);
            case BOOLEAN -> node.booleanValue();
            case NULL, MISSING, POJO -> NullValue.NULL_VALUE;
        };
    }

    private String text(String text) {
        cost += text.length();
        return text;
    }

    private static Object number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        double value = node.doubleValue();
        if (!Double.isFinite(value)) {
            throw new UnreadableException("a number in it is too large to be read");
        }
        return value;
    }

    private Map<String, Object> object(JsonNode node) {
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(field -> map.put(text(field.getKey()), convert(field.getValue())));
        return map;
    }

    private List<Object> array(JsonNode node) {
        List<Object> list = new ArrayList<>(node.size());
        node.forEach(element -> list.add(convert(element)));
        return list;
    }
}
