package dev.countersign.policy.mcp;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * How a tool is described to a model.
 *
 * @param description what the tool does and what to do with its answer, a line each
 * @param readOnly whether nothing changes by it
 * @param idempotent whether the same call again changes nothing more
 * @param input the JSON Schema of its arguments
 * @param output the JSON Schema of its answer
 */
record ToolText(
        String name,
        String title,
        String description,
        boolean readOnly,
        boolean idempotent,
        Map<String, Object> input,
        Map<String, Object> output) {

    /** What the description file of this tool says. */
    static ToolText named(String name) {
        JsonNode file = file(name);
        String description = StreamSupport.stream(file.get("description").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining("\n"));
        return new ToolText(
                name,
                file.get("title").asText(),
                description,
                file.get("readOnly").asBoolean(),
                file.get("idempotent").asBoolean(),
                map(input(file.get("inputSchema"))),
                map(file(file.get("output").asText())));
    }

    /** The schema, or that of the tool that is named in its place, of which nothing can be repeated. */
    private static JsonNode input(JsonNode schema) {
        if (schema.isObject()) {
            return schema;
        }
        ObjectNode other = file(schema.asText()).get("inputSchema").deepCopy();
        ((ObjectNode) other.get("properties")).remove("idempotencyKey");
        return other;
    }

    private static Map<String, Object> map(JsonNode schema) {
        return Json.mapper().convertValue(schema, new TypeReference<>() {});
    }

    private static JsonNode file(String name) {
        try (InputStream in = ToolText.class.getResourceAsStream("/mcp/" + name + ".json")) {
            return Json.mapper().readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
