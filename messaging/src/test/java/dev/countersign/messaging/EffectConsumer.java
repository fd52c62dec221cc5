package dev.countersign.messaging;

import dev.countersign.contracts.event.EvaluationEvent.EvaluationWithdrawn;
import dev.countersign.contracts.event.EventEnvelope;
import io.opentelemetry.api.trace.Span;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** A consumer as services have it. The note of an event says how its handling goes. */
@Singleton
class EffectConsumer {

    static final String POISON = "poison";
    static final String BUG = "bug";
    static final String LATE_BUG = "late-bug";
    static final String LOOK = "look";
    static final String LOSE_CONNECTION_ONCE = "lose-connection-once";

    final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    final Map<String, Object> mdc = new ConcurrentHashMap<>();
    /** Whether what the handling of one event has loaded was still held when the next one came. */
    final Queue<Boolean> held = new ConcurrentLinkedQueue<>();

    final Queue<Integer> batches = new ConcurrentLinkedQueue<>();
    private final Inbox inbox;
    private @Nullable Effect loaded;

    EffectConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("evaluations")
    Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        batches.add(batch.count());
        return inbox.process(batch, this::on);
    }

    private Uni<Void> on(EventEnvelope<?> envelope) {
        EvaluationWithdrawn event = (EvaluationWithdrawn) envelope.event();
        String note = event.reason();
        int attempt =
                attempts.computeIfAbsent(note, ignored -> new AtomicInteger()).incrementAndGet();
        mdc.put(note, String.valueOf(MDC.get("evaluation")));
        Uni<Void> effect = insert(envelope, event);
        if (note.startsWith(POISON)) {
            return effect.chain(() ->
                    Uni.createFrom().failure(new UnprocessableEventException("The note says that it is poison.")));
        }
        if (note.startsWith(BUG)) {
            throw new IllegalStateException("content that belongs into no log");
        }
        if (note.startsWith(LOOK)) {
            return effect.chain(() -> look(envelope.id()));
        }
        if (note.startsWith(LATE_BUG)) {
            return effect.chain(() -> sql("insert into effects (event) values (null)"));
        }
        if (note.startsWith(LOSE_CONNECTION_ONCE) && attempt == 1) {
            return effect.chain(() -> sql("select pg_terminate_backend(pg_backend_pid())"));
        }
        return effect;
    }

    private static Uni<Void> insert(EventEnvelope<?> envelope, EvaluationWithdrawn event) {
        String trace = Span.current().getSpanContext().getTraceId();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into effects (event, evaluation, note, trace) values (?1, ?2, ?3, ?4)")
                        .setParameter(1, envelope.id())
                        .setParameter(2, event.evaluation())
                        .setParameter(3, event.reason())
                        .setParameter(4, trace)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private Uni<Void> look(UUID event) {
        return Panache.getSession()
                .chain(session -> session.createQuery("from Effect where event = ?1", Effect.class)
                        .setParameter(1, event)
                        .getSingleResult()
                        .invoke(effect -> {
                            if (loaded != null) {
                                held.add(session.contains(loaded));
                            }
                            loaded = effect;
                        }))
                .replaceWithVoid();
    }

    private static Uni<Void> sql(String statement) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(statement).executeUpdate())
                .replaceWithVoid();
    }
}
