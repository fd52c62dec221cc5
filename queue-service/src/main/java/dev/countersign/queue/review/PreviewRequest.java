package dev.countersign.queue.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/** A payload in the making. */
record PreviewRequest(JsonNode payload) {
    PreviewRequest {
        Objects.requireNonNull(payload, "payload");
    }
}
