package dev.countersign.messaging;

import dev.countersign.messaging.Incoming.EventName;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.ReactiveConnection;

/** The table of handled events. */
@Singleton
class InboxRepository {

    private static final String REMEMBER = """
            insert into inbox (source, event_id, received_at)
            select source, event_id, $3 from unnest($1::text[], $2::uuid[]) as heard(source, event_id)
            on conflict do nothing returning source, event_id
            """;

    private static final String FORGET = """
            delete from inbox where ctid = any(array(
                select ctid from inbox where received_at < $1 limit $2))
            """;

    private final Pool pool;

    InboxRepository(Pool pool) {
        this.pool = pool;
    }

    /**
     * Remembers events in the current transaction, and tells which of them are new. Waits for a transaction that is just handling
     * one of them.
     */
    Uni<Set<EventName>> remember(Collection<EventName> names, Instant now) {
        // In one order for everybody: two transactions that wait for each other's events would be a deadlock.
        List<EventName> sorted = names.stream().distinct().sorted().toList();
        Object[] parameters = {
            sorted.stream().map(EventName::source).toArray(String[]::new),
            sorted.stream().map(EventName::id).toArray(UUID[]::new),
            now.atOffset(ZoneOffset.UTC)
        };
        return Panache.getSession()
                .chain(session -> Uni.createFrom()
                        .completionStage(() -> ((MutinySessionImpl) session)
                                .getReactiveConnection()
                                .select(REMEMBER, parameters)))
                .map(InboxRepository::names);
    }

    /** Forgets up to {@code atMost} events heard before a time, and tells how many. */
    Uni<Integer> forget(Instant before, int atMost) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), (long) atMost))
                .map(SqlResult::rowCount);
    }

    private static Set<EventName> names(ReactiveConnection.Result rows) {
        Set<EventName> names = new HashSet<>();
        while (rows.hasNext()) {
            Object[] row = rows.next();
            names.add(new EventName((String) row[0], (UUID) row[1]));
        }
        return names;
    }
}
