package dev.countersign.contracts.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countersign.contracts.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * An event with its CloudEvents 1.0 attributes. {@code source} and {@code id} together name it once and for all.
 *
 * @param source the service that says it, for example {@code /policy-service}
 */
public record EventEnvelope<E extends Event>(UUID id, String source, EventType type, Instant time, E event) {

    public EventEnvelope {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(time, "time");
        if (!type.shape().isInstance(event)) {
            throw new IllegalArgumentException(
                    type.name() + " does not carry a " + event.getClass().getSimpleName());
        }
    }

    /** The event as the JSON that goes into a message's value. */
    public static byte[] write(Event event) {
        try {
            return Json.mapper().writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot write " + EventType.of(event).name(), e);
        }
    }

    /**
     * Reads the value of a message.
     *
     * @throws UnreadableEventException when the type is unknown or the value is not of its shape
     */
    public static Event read(String typeName, byte[] value) {
        EventType type = EventType.named(typeName)
                .orElseThrow(() -> new UnreadableEventException("unknown event type " + typeName, null));
        try {
            return Objects.requireNonNull(Json.mapper().readValue(value, type.shape()), "null is no event");
        } catch (IOException | NullPointerException e) {
            throw new UnreadableEventException(
                    "not a " + typeName + ": " + e.getClass().getSimpleName(), e);
        }
    }
}
