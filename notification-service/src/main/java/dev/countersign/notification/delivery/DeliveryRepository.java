package dev.countersign.notification.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;

/** The table of deliveries. Called within a session; writes within a transaction. */
@ApplicationScoped
class DeliveryRepository {

    private static final String CLAIM = """
            select * from delivery
            where state = 'pending' and next_attempt_at <= :now and (leased_until is null or leased_until <= :now)
            order by next_attempt_at
            limit :limit
            for update skip locked""";

    /** In order of id, as everybody locks several of them, so that no two wait for each other. */
    private static final String CANCEL = """
            update delivery set state = 'cancelled', finished_at = :now
            where id in (select id from delivery where review = :review and state = 'pending' order by id for update)""";

    Uni<Void> addAll(List<DeliveryEntity> deliveries) {
        return Panache.getSession().flatMap(session -> session.persistAll(deliveries.toArray()));
    }

    /** Due deliveries that nobody holds, locked for this transaction. */
    Uni<List<DeliveryEntity>> claim(Instant now, int limit) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(CLAIM, DeliveryEntity.class)
                        .setParameter("now", now)
                        .setParameter("limit", limit)
                        .getResultList());
    }

    Uni<Optional<DeliveryEntity>> lock(UUID id) {
        return Panache.getSession()
                .flatMap(session -> session.find(DeliveryEntity.class, id, LockMode.PESSIMISTIC_WRITE))
                .map(Optional::ofNullable);
    }

    /** Also what is being sent just now: it may still arrive, and then says so; it is not tried again. */
    Uni<Integer> cancelPending(UUID review, Instant now) {
        return Panache.getSession()
                // What this transaction has queued itself is written first, or it would escape.
                .flatMap(session -> session.flush()
                        .flatMap(flushed -> session.createNativeQuery(CANCEL)
                                .setParameter("review", review)
                                .setParameter("now", now)
                                .executeUpdate()));
    }

    /** Latest first, older than the cursor where there is one. */
    Uni<List<DeliveryEntity>> page(DeliveryFilter filter) {
        return Panache.getSession().flatMap(session -> {
            SelectionQuery<DeliveryEntity> query = session.createSelectionQuery(hql(filter), DeliveryEntity.class)
                    .setMaxResults(filter.limit() + 1);
            filter.review().ifPresent(review -> query.setParameter("review", review));
            filter.state().ifPresent(state -> query.setParameter("state", state.word()));
            filter.cursor().ifPresent(cursor -> query.setParameter("cursor", cursor));
            return query.getResultList();
        });
    }

    private static String hql(DeliveryFilter filter) {
        return "from DeliveryEntity where 1 = 1"
                + (filter.review().isPresent() ? " and review = :review" : "")
                + (filter.state().isPresent() ? " and state = :state" : "")
                + (filter.cursor().isPresent() ? " and id < :cursor" : "")
                + " order by id desc";
    }
}
