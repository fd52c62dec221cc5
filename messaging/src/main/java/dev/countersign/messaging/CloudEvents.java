package dev.countersign.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.contracts.event.EventType;
import dev.countersign.contracts.event.Topic;
import dev.countersign.contracts.event.UnreadableEventException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** CloudEvents 1.0 in Kafka's binary mode: attributes are headers, the value is the event's JSON. */
final class CloudEvents {

    static final String SPEC_VERSION = "ce_specversion";
    static final String ID = "ce_id";
    static final String SOURCE = "ce_source";
    static final String TYPE = "ce_type";
    static final String TIME = "ce_time";
    static final String CONTENT_TYPE = "content-type";

    private CloudEvents() {}

    /** The message that says an event. {@code extra} headers, such as the trace context, travel with it. */
    static Message message(EventEnvelope<?> envelope, Map<String, String> extra) {
        Map<String, String> headers = new HashMap<>(extra);
        headers.put(SPEC_VERSION, "1.0");
        headers.put(ID, envelope.id().toString());
        headers.put(SOURCE, envelope.source());
        headers.put(TYPE, envelope.type().name());
        headers.put(TIME, envelope.time().toString());
        headers.put(CONTENT_TYPE, "application/json");
        Event event = envelope.event();
        return new Message(Topic.of(event).topicName(), event.key(), headers, EventEnvelope.write(event));
    }

    /**
     * The event that a message says.
     *
     * @throws UnreadableEventException when it says none that this version knows
     */
    static EventEnvelope<?> read(ConsumerRecord<String, byte[]> message) {
        String type = attribute(message, TYPE);
        UUID id = id(attribute(message, ID));
        String source = attribute(message, SOURCE);
        Instant time = time(attribute(message, TIME));
        byte[] value = message.value();
        if (value == null) {
            throw new UnreadableEventException("a message without a value is no event", null);
        }
        Event event = EventEnvelope.read(type, value);
        return new EventEnvelope<>(id, source, EventType.of(event), time, event);
    }

    /** The last header of that name as text, or null. */
    static @Nullable String header(ConsumerRecord<?, ?> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private static String attribute(ConsumerRecord<?, ?> message, String name) {
        String value = header(message, name);
        if (value == null || value.isEmpty()) {
            throw new UnreadableEventException("no CloudEvent: the header " + name + " is missing", null);
        }
        return value;
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new UnreadableEventException("the header " + ID + " is no UUID", e);
        }
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new UnreadableEventException("the header " + TIME + " is no RFC 3339 time", e);
        }
    }
}
