package dev.countersign.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an agent proposes to do.
 *
 * @param type one of the types that the policy names
 * @param target what it is done to, for example {@code reservation/UM3OG5}
 * @param payload exactly what would be executed
 * @param before the current state of what would change, where there is one
 */
public record Action(
        String type,
        String target,
        JsonNode payload,
        @Nullable JsonNode before) {
    public Action {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(payload, "payload");
    }

    /** The same action with another payload. */
    public Action withPayload(JsonNode other) {
        return new Action(type, target, other, before);
    }
}
