package dev.countersign.policy.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often a schema makes a validator look at one and the same value. A schema that refers to itself without going into the value
 * never ends; one whose parts refer twice to parts that refer twice ends too late.
 */
final class SchemaReferences {

    private static final int MAX_DEPTH = 50;
    private static final long MAX_LOOKS = 1_000;

    private static final List<String> SINGLE = List.of("not", "if", "then", "else");
    private static final List<String> LISTS = List.of("allOf", "anyOf", "oneOf");

    private final JsonNode document;
    private final IdentityHashMap<JsonNode, Long> looks = new IdentityHashMap<>();

    private SchemaReferences(JsonNode document) {
        this.document = document;
    }

    /** What is wrong with it; empty where each value is looked at a bounded number of times. */
    static Optional<String> refusal(JsonNode schema) {
        try {
            new SchemaReferences(schema).lookAtAll(schema);
            return Optional.empty();
        } catch (EndlessException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void lookAtAll(JsonNode node) {
        if (node.isObject()) {
            looks(node, 0);
        }
        node.forEach(this::lookAtAll);
    }

    private long looks(JsonNode schema, int depth) {
        @Nullable Long known = looks.get(schema);
        if (known != null) {
            return known;
        }
        if (depth > MAX_DEPTH) {
            throw new EndlessException("refers to itself, or on and on, without going into the value");
        }
        long sum = 1;
        for (JsonNode part : ofTheSameValue(schema)) {
            sum += looks(part, depth + 1);
            if (sum > MAX_LOOKS) {
                throw new EndlessException("looks at one value too many times over");
            }
        }
        looks.put(schema, sum);
        return sum;
    }

    private List<JsonNode> ofTheSameValue(JsonNode schema) {
        List<JsonNode> parts = new ArrayList<>();
        referred(schema.path("$ref")).ifPresent(parts::add);
        referred(schema.path("$dynamicRef")).ifPresent(parts::add);
        SINGLE.forEach(name -> parts.add(schema.path(name)));
        LISTS.forEach(name -> schema.path(name).forEach(parts::add));
        schema.path("dependentSchemas").forEach(parts::add);
        parts.removeIf(part -> !part.isObject());
        return parts;
    }

    private Optional<JsonNode> referred(JsonNode reference) {
        String pointer = reference.asText();
        if (pointer.equals("#")) {
            return Optional.of(document);
        }
        return pointer.startsWith("#/") ? Optional.of(document.at(pointer.substring(1))) : byAnchor(document, pointer);
    }

    private static Optional<JsonNode> byAnchor(JsonNode node, String reference) {
        if (reference.length() < 2) {
            return Optional.empty();
        }
        String anchor = reference.substring(1);
        if (node.path("$anchor").asText().equals(anchor)
                || node.path("$dynamicAnchor").asText().equals(anchor)) {
            return Optional.of(node);
        }
        for (JsonNode part : node) {
            Optional<JsonNode> found = byAnchor(part, reference);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static final class EndlessException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EndlessException(String message) {
            super(message, null, false, false);
        }
    }
}
