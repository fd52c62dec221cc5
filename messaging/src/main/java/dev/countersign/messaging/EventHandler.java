package dev.countersign.messaging;

import dev.countersign.contracts.event.EventEnvelope;
import io.smallrye.mutiny.Uni;

/**
 * What a service does about an event. Called inside a Hibernate Reactive transaction that also remembers the event as handled;
 * never twice with effect for one event, and in order for one key. It may be called again after a rollback, so its effects belong
 * into that transaction, {@link Outbox} included, and nowhere else.
 */
@FunctionalInterface
public interface EventHandler {

    /**
     * Handles one event.
     *
     * @return completes when done; fails with {@link UnprocessableEventException} where the event can never be handled
     */
    Uni<Void> on(EventEnvelope<?> envelope);
}
