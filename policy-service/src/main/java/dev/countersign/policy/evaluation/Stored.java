package dev.countersign.policy.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countersign.contracts.Json;

/** What a column holds as JSON. */
final class Stored {

    private Stored() {}

    static String write(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record can always be written", e);
        }
    }

    static <T> T read(String json, Class<T> shape) {
        try {
            return Json.mapper().readValue(json, shape);
        } catch (JsonProcessingException e) {
            // Its message may quote content.
            throw new IllegalStateException("a stored " + shape.getSimpleName() + " cannot be read any more");
        }
    }
}
