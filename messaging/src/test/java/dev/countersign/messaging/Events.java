package dev.countersign.messaging;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationWithdrawn;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.contracts.event.EventType;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** The events of these tests. */
final class Events {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private Events() {}

    static UUID id() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    static Event note(UUID evaluation, String note) {
        return new EvaluationWithdrawn(evaluation, "sales-emails", note, NOW);
    }

    static EventEnvelope<Event> envelope(Event event) {
        return new EventEnvelope<>(id(), "/policy-service", EventType.of(event), NOW, event);
    }

    static Message message(UUID evaluation, String note) {
        return CloudEvents.message(envelope(note(evaluation, note)), Map.of());
    }
}
