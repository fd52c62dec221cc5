package dev.countersign.journeys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.countersign.contracts.Json;
import java.util.List;

/** JSON out of texts and files. */
public final class Payloads {

    private static final YAMLMapper YAML = new YAMLMapper();

    private Payloads() {}

    public static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + text, e);
        }
    }

    public static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }

    public static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no YAML: " + text, e);
        }
    }

    /** One JSON value a line. */
    public static List<JsonNode> lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).map(Payloads::json).toList();
    }
}
