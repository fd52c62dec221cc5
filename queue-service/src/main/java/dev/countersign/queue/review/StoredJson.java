package dev.countersign.queue.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.Reason;
import dev.countersign.contracts.event.TrailStep;
import java.util.List;

/** JSON in a text column, written and read by this service alone. */
final class StoredJson {

    private static final TypeReference<List<TrailStep>> TRAIL = new TypeReference<>() {};
    private static final TypeReference<List<Reason>> REASONS = new TypeReference<>() {};

    private StoredJson() {}

    static String write(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of the contracts can always be written", e);
        }
    }

    static <T> T read(String stored, Class<T> shape) {
        try {
            return Json.mapper().readValue(stored, shape);
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    static JsonNode tree(String stored) {
        try {
            return Json.mapper().readTree(stored);
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    static List<TrailStep> trail(String stored) {
        return list(stored, TRAIL);
    }

    static List<Reason> reasons(String stored) {
        return list(stored, REASONS);
    }

    private static <T> List<T> list(String stored, TypeReference<List<T>> shape) {
        try {
            return Json.mapper().readValue(stored, shape);
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    private static IllegalStateException unreadable(JsonProcessingException e) {
        // The message of the reader would repeat content, which has no place in a log.
        return new IllegalStateException(
                "stored JSON cannot be read: " + e.getClass().getSimpleName());
    }
}
