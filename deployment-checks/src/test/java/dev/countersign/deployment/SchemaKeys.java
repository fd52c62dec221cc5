package dev.countersign.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The keys that the chart's schema knows. */
final class SchemaKeys {

    /** Of Kubernetes: taken over as they are, and held against its own schemas after rendering. */
    private static final Set<String> FOREIGN =
            Set.of("affinity", "scaleUp", "scaleDown", "valueFrom", "global", "items", "files");

    private final JsonNode root;
    private final Map<String, JsonNode> known = new TreeMap<>();
    private final Set<String> open = new TreeSet<>();

    SchemaKeys(JsonNode root) {
        this.root = root;
        collect(root, "");
    }

    private void collect(JsonNode schema, String prefix) {
        JsonNode resolved = resolve(schema);
        resolved.path("allOf").forEach(part -> collect(part, prefix));
        resolved.path("properties").properties().forEach(entry -> {
            String key = prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey();
            known.put(key, resolve(entry.getValue()));
            collect(entry.getValue(), key);
        });
        if (resolved.path("type").asText().equals("object")) {
            noteIfOpen(resolved, prefix);
        }
    }

    private void noteIfOpen(JsonNode schema, String key) {
        boolean closed = schema.has("additionalProperties") || schema.has("unevaluatedProperties");
        // The part that all services share is closed by whoever takes it.
        boolean shared = schema.equals(root.at("/$defs/workload"));
        if (!closed && !shared && !FOREIGN.contains(key.substring(key.lastIndexOf('.') + 1))) {
            open.add(key);
        }
    }

    private JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : root.at(reference.substring(1));
    }

    /** Keys of the values that the schema does not name; those of maps with free keys apart. */
    Set<String> unknown(JsonNode values) {
        Set<String> unknown = new TreeSet<>();
        unknown(values, "", unknown);
        return unknown;
    }

    private void unknown(JsonNode node, String prefix, Set<String> unknown) {
        node.properties().forEach(entry -> {
            String key = prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey();
            JsonNode schema = known.get(key);
            if (schema == null) {
                unknown.add(key);
            } else if (schema.has("properties") || schema.has("allOf")) {
                unknown(entry.getValue(), key, unknown);
            }
        });
    }

    /** Keys that the schema names and the values do not show. A service shows only what is its own; the rest stands in the defaults. */
    Set<String> valueless(JsonNode values) {
        Set<String> valueless = new TreeSet<>();
        known.keySet().stream()
                .filter(key -> values.at("/" + key.replace('.', '/')).isMissingNode())
                .filter(key -> !isDefaulted(key, values))
                .forEach(valueless::add);
        return valueless;
    }

    private static boolean isDefaulted(String key, JsonNode values) {
        String inService = key.replaceFirst("^(policy|queue|notification|audit)\\.", "defaults.");
        return !inService.equals(key)
                && !values.at("/" + inService.replace('.', '/')).isMissingNode();
    }

    Set<String> open() {
        return open;
    }
}
