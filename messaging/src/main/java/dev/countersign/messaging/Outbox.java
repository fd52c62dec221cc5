package dev.countersign.messaging;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.contracts.event.EventType;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.action.spi.AfterTransactionCompletionProcess;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.ReactiveConnection;
import org.hibernate.reactive.session.ReactiveSession;

/**
 * Where a service says what happened. An event added in a transaction is published if and only if that transaction commits: after
 * it, at least once, and in order with the other events of its key.
 *
 * <p>That order is the order of adding. Where two transactions speak about one thing, the order of adding is the order of what
 * happened as long as each has locked or loaded for update what it changes before it adds an event about it.
 */
@Singleton
public class Outbox {

    /**
     * One statement for any number of events. The transaction gets its id before the first row gets its own: whoever has read the
     * sequence and then sees every transaction of that moment finished, knows all rows up to there ({@link LowWaterMark}).
     */
    private static final String INSERT = """
            with me as materialized (select pg_current_xact_id() as tx)
            insert into outbox (shard, topic, key, headers, payload, recorded_at)
            select r.shard, r.topic, r.key, r.headers::json, r.payload, $6
            from me, unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::bytea[]) with ordinality
                as r(shard, topic, key, headers, payload, n)
            where me.tx is not null
            order by r.n
            """;

    private final Doorbell doorbell;
    private final Clock clock;
    private final OpenTelemetry telemetry;
    private final String source;

    Outbox(
            Doorbell doorbell,
            Clock clock,
            OpenTelemetry telemetry,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.doorbell = doorbell;
        this.clock = clock;
        this.telemetry = telemetry;
        this.source = "/" + application;
    }

    /** Adds an event to the current Hibernate Reactive transaction; fails where there is none. */
    public Uni<Void> add(Event event) {
        return addAll(List.of(event));
    }

    /** Adds events to the current Hibernate Reactive transaction, in this order, with one statement. */
    public Uni<Void> addAll(Collection<? extends Event> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = now();
        return addMessages(messages(events, now), now);
    }

    /**
     * What adds events, in this order, to the current Hibernate Reactive transaction, for whoever sends it in that transaction together
     * with what they are about; fails where there is none.
     */
    public Uni<Write> addingInTransaction(Collection<? extends Event> events) {
        Instant now = now();
        List<Message> messages = messages(events, now);
        return Panache.getSession().map(session -> addingIn(session, messages, now));
    }

    private List<Message> messages(Collection<? extends Event> events, Instant now) {
        Map<String, String> trace = traceContext(Context.current());
        return events.stream().map(event -> message(event, now, trace)).toList();
    }

    /**
     * An event that is ready to be added, by whoever brings the events of many into one transaction. Making it costs what writing
     * JSON costs, and needs no transaction.
     */
    public static final class Entry {
        private final Message message;

        private Entry(Message message) {
            this.message = message;
        }
    }

    /**
     * Makes an event ready to be added.
     *
     * @param cause the trace that it belongs to, which is not the one that the transaction belongs to
     */
    public Entry entry(Event event, Context cause) {
        return new Entry(message(event, now(), traceContext(cause)));
    }

    /**
     * What adds events, in this order, to the transaction of whoever sends it. When it has committed, that one says so with
     * {@link #committed}; one who dies before that delays the events until the next poll, and loses none.
     */
    public Write adding(List<Entry> entries) {
        List<Message> messages = entries.stream().map(entry -> entry.message).toList();
        return insert(messages, now());
    }

    /** The transaction that these were added to has committed. */
    public void committed(List<Entry> entries) {
        int shards = shards(entries.stream().map(entry -> entry.message).toList());
        if (shards != 0) {
            doorbell.ring(shards);
        }
    }

    /** Adds messages to the current transaction. */
    Uni<Void> addMessages(List<Message> messages, Instant now) {
        return Panache.getSession()
                .chain(session -> Uni.createFrom().completionStage(() -> {
                    Object[] parameters =
                            addingIn(session, messages, now).values().toArray();
                    return connection(session).update(INSERT, parameters);
                }))
                .replaceWithVoid();
    }

    private static ReactiveConnection connection(Mutiny.Session session) {
        return ((MutinySessionImpl) session).getReactiveConnection();
    }

    private Write addingIn(Mutiny.Session session, List<Message> messages, Instant now) {
        if (!connection(session).isTransactionInProgress()) {
            throw new IllegalStateException("events are added in a transaction, and there is none");
        }
        ringAfterCommit(((MutinySessionImpl) session).unwrap(ReactiveSession.class), messages);
        return insert(messages, now);
    }

    private static Write insert(List<Message> messages, Instant now) {
        return new Write(INSERT, List.of(parameters(messages, now)));
    }

    /** Ringing after the commit, because a relay that looks before it finds nothing and goes to sleep. */
    private void ringAfterCommit(ReactiveSession session, List<Message> messages) {
        int shards = shards(messages);
        AfterTransactionCompletionProcess ring = (committed, ignored) -> {
            if (committed) {
                doorbell.ring(shards);
            }
        };
        session.getReactiveActionQueue().registerProcess(ring);
    }

    private static int shards(List<Message> messages) {
        return messages.stream().mapToInt(message -> 1 << message.shard()).reduce(0, (a, b) -> a | b);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Message message(Event event, Instant now, Map<String, String> trace) {
        var envelope = new EventEnvelope<>(UuidCreator.getTimeOrderedEpoch(), source, EventType.of(event), now, event);
        return CloudEvents.message(envelope, trace);
    }

    private Map<String, String> traceContext(Context cause) {
        Map<String, String> headers = new HashMap<>();
        telemetry
                .getPropagators()
                .getTextMapPropagator()
                .inject(
                        cause,
                        headers,
                        (carrier, name, value) ->
                                Objects.requireNonNull(carrier).put(name, value));
        return headers;
    }

    private static Object[] parameters(List<Message> messages, Instant now) {
        int n = messages.size();
        Short[] shards = new Short[n];
        String[] topics = new String[n];
        String[] keys = new String[n];
        String[] headers = new String[n];
        Buffer[] payloads = new Buffer[n];
        for (int i = 0; i < n; i++) {
            Message message = messages.get(i);
            byte[] payload = message.payload();
            shards[i] = (short) message.shard();
            topics[i] = message.topic();
            keys[i] = message.key();
            headers[i] = new JsonObject(Map.copyOf(message.headers())).encode();
            payloads[i] = payload == null ? null : Buffer.buffer(payload);
        }
        return new Object[] {shards, topics, keys, headers, payloads, now.atOffset(ZoneOffset.UTC)};
    }
}
