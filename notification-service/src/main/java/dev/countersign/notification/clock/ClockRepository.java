package dev.countersign.notification.clock;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.jspecify.annotations.Nullable;

/** The table of clocks. Called within a session; writes within a transaction. */
@ApplicationScoped
class ClockRepository {

    private static final String CLAIM = """
            select * from clock
            where state = 'running' and due_at <= :now
            order by due_at
            limit :limit
            for update skip locked""";

    // In SQL: Hibernate's language would be read, with all that this loads, by a service that nobody uses.
    private static final String LOAD = "select count(*), min(due_at) from clock where state = 'running'";

    /** Clocks on which something is due and which nobody else is firing, locked for this transaction, the most overdue first. */
    Uni<List<ClockEntity>> claimDue(Instant now, int limit) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(CLAIM, ClockEntity.class)
                        .setParameter("now", now)
                        .setParameter("limit", limit)
                        .getResultList());
    }

    /** Locked for this transaction, so that the job and what queue-service says never change one clock at a time. */
    Uni<Optional<ClockEntity>> lock(UUID review) {
        return Panache.getSession()
                .flatMap(session -> session.find(ClockEntity.class, review, LockMode.PESSIMISTIC_WRITE))
                .map(Optional::ofNullable);
    }

    Uni<Optional<ClockEntity>> find(UUID review) {
        return Panache.getSession()
                .flatMap(session -> session.find(ClockEntity.class, review))
                .map(Optional::ofNullable);
    }

    Uni<Void> add(ClockEntity clock) {
        return Panache.getSession().flatMap(session -> session.persist(clock));
    }

    /** How many run, and how late the most overdue of them is. */
    record Load(long running, Duration overdue) {}

    Uni<Load> load(Instant now) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(LOAD, Object[].class).getSingleResult())
                .map(row -> new Load((Long) row[0], overdue((OffsetDateTime) row[1], now)));
    }

    private static Duration overdue(@Nullable OffsetDateTime earliest, Instant now) {
        return earliest == null || earliest.toInstant().isAfter(now)
                ? Duration.ZERO
                : Duration.between(earliest.toInstant(), now);
    }
}
