package dev.countersign.messaging;

import dev.countersign.messaging.Incoming.EventName;
import dev.countersign.messaging.Incoming.Readable;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Handles events and remembers that, in one transaction. */
@Singleton
class InboxTransaction {

    /** An event to handle, and its place in its batch. */
    private record Fresh(int position, Readable event) {}

    private final InboxRepository repository;
    private final EventTracing tracing;
    private final MeterRegistry meters;
    private final Clock clock;

    InboxTransaction(InboxRepository repository, EventTracing tracing, MeterRegistry meters, Clock clock) {
        this.repository = repository;
        this.tracing = tracing;
        this.meters = meters;
        this.clock = clock;
    }

    /** Handles those of the events that are new, one after the other; all or none. */
    Uni<Void> handle(List<Readable> events, EventHandler handler) {
        return Panache.withTransaction(() -> handleNew(events, handler))
                .invoke(fresh -> count(events, fresh.size()))
                .replaceWithVoid();
    }

    private Uni<List<Fresh>> handleNew(List<Readable> events, EventHandler handler) {
        return repository
                .remember(
                        events.stream().map(Readable::name).toList(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS))
                .map(names -> fresh(events, names))
                .call(fresh -> Multi.createFrom()
                        .iterable(fresh)
                        .onItem()
                        .transformToUniAndConcatenate(next -> handle(next, handler))
                        .onItem()
                        .ignoreAsUni());
    }

    private Uni<Void> handle(Fresh next, EventHandler handler) {
        return tracing.inSpan(
                        next.event, () -> handler.on(next.event.envelope()).chain(InboxTransaction::forgetEntities))
                .onFailure()
                .transform(failure -> new HandlingException(next.position, failure));
    }

    /**
     * Writes out what the handler did, and lets go of it: a session looks at all that it holds at each query, so the last event of a
     * batch would pay for all before it. And what the database refuses is refused where it belongs.
     */
    private static Uni<Void> forgetEntities() {
        return Panache.getSession().chain(session -> session.flush().invoke(session::clear));
    }

    /** One batch may hold one event twice; only its first is new. */
    private static List<Fresh> fresh(List<Readable> events, Set<EventName> names) {
        List<Fresh> fresh = new ArrayList<>(names.size());
        for (int position = 0; position < events.size(); position++) {
            Readable event = events.get(position);
            if (names.remove(event.name())) {
                fresh.add(new Fresh(position, event));
            }
        }
        return fresh;
    }

    private void count(List<Readable> events, int fresh) {
        String topic = events.getFirst().message().topic();
        meters.counter("countersign.inbox.processed", "topic", topic).increment(fresh);
        meters.counter("countersign.inbox.duplicates", "topic", topic).increment(events.size() - fresh);
    }
}
