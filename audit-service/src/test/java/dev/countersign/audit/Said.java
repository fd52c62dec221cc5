package dev.countersign.audit;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.contracts.event.EventType;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.test.TestTopics;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Puts events on the topics and finds them there. Only text and bytes pass between here and the test support, which the framework loads
 * by another class loader than the service's own classes.
 */
public final class Said {

    private Said() {}

    /** Sends an event as that service would, with an id of its own. */
    public static <E extends Event> EventEnvelope<E> by(String service, E event) {
        EventEnvelope<E> envelope =
                new EventEnvelope<>(UUID.randomUUID(), service, EventType.of(event), event.at(), event);
        deliver(envelope);
        return envelope;
    }

    /** Delivers an event, possibly once more. */
    public static void deliver(EventEnvelope<?> envelope) {
        Map<String, String> headers = Map.of(
                "ce_specversion", "1.0",
                "ce_id", envelope.id().toString(),
                "ce_source", envelope.source(),
                "ce_type", envelope.type().name(),
                "ce_time", envelope.time().toString(),
                "content-type", "application/json");
        TestTopics.produce(
                Topic.of(envelope.event()).topicName(),
                envelope.event().key(),
                headers,
                EventEnvelope.write(envelope.event()));
    }

    /** The first event of this shape on the topic that satisfies the condition. */
    public static <E extends Event> E awaited(Topic topic, Class<E> shape, Predicate<E> condition) {
        TestTopics.Message found = TestTopics.await(
                topic.topicName(),
                message -> read(message) instanceof Event event
                        && shape.isInstance(event)
                        && condition.test(shape.cast(event)),
                Duration.ofSeconds(90));
        return shape.cast(read(found));
    }

    private static Event read(TestTopics.Message message) {
        return EventEnvelope.read(message.type(), message.value());
    }
}
