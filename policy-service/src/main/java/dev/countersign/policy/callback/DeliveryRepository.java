package dev.countersign.policy.callback;

import dev.countersign.contracts.Json;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class DeliveryRepository implements PanacheRepositoryBase<DeliveryEntity, UUID> {

    /**
     * A few from each receiver, so that nobody's backlog stands before the others'; receivers are found by leaping through the index. Not
     * while a former one of the same evaluation is on its way: it must not come in after its successor. The counts become jsonb by way of
     * text, or the driver would send them as a JSON string.
     */
    private static final String CLAIM = """
            with recursive known as (
                (select receiver from callback_delivery where status = 'pending' order by receiver limit 1)
                union all
                select (select d.receiver from callback_delivery d
                        where d.status = 'pending' and d.receiver > known.receiver order by d.receiver limit 1)
                from known where known.receiver is not null)
            select due.*
            from (select receiver from known where receiver is not null order by random()) shuffled
            cross join lateral (
                select c.* from callback_delivery c
                where c.status = 'pending' and c.receiver = shuffled.receiver and c.due_at <= :now
                  and (c.leased_until is null or c.leased_until <= :now)
                  and not exists (select 1 from callback_delivery former
                                  where former.evaluation = c.evaluation and former.id <> c.id and former.leased_until > :now)
                order by c.due_at
                limit greatest(0, :share - coalesce(cast(cast(cast(:flying as text) as jsonb) ->> shuffled.receiver as integer), 0))
                for update of c skip locked) due
            limit :limit""";

    private static final String CLEAR_OUT = """
            delete from callback_delivery where id in (
                select id from callback_delivery where finished_at < :before limit 5000 for update skip locked)""";

    /**
     * Due deliveries that nobody holds, locked for this transaction.
     *
     * @param share how many from one receiver at most, less what is under way to it
     * @param flying how many are under way, by receiver
     */
    Uni<List<DeliveryEntity>> claim(Instant now, int share, Map<String, Integer> flying, int limit) {
        return getSession()
                .chain(session -> session.createNativeQuery(CLAIM, DeliveryEntity.class)
                        .setParameter("now", now)
                        .setParameter("share", share)
                        .setParameter(
                                "flying", Json.mapper().valueToTree(flying).toString())
                        .setParameter("limit", limit)
                        .getResultList());
    }

    /** For the one who changes it: everybody else waits for the outcome. */
    Uni<@Nullable DeliveryEntity> locked(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** What was still to be told of an evaluation need not be any more, also what is on its way just now. */
    Uni<Integer> supersede(UUID evaluation, Instant now) {
        return getSession()
                // What this transaction has enqueued itself is written first, or it would escape.
                .call(session -> session.flush())
                .chain(session -> session.createNativeQuery(
                                "update callback_delivery set status = 'superseded', finished_at = :now"
                                        + " where evaluation = :evaluation and status = 'pending'")
                        .setParameter("now", now)
                        .setParameter("evaluation", evaluation)
                        .executeUpdate());
    }

    Uni<Boolean> isPending(UUID evaluation) {
        return count("evaluation = ?1 and status = 'pending'", evaluation).map(found -> found > 0);
    }

    /** Latest first, one more than the page holds. */
    Uni<List<DeliveryEntity>> page(CallbackFilter filter) {
        return find(filter.query(), filter.parameters())
                .page(0, filter.limit() + 1)
                .list();
    }

    /** Deletes some of those that ended before; says how many. */
    Uni<Integer> clearOut(Instant before) {
        return getSession()
                .chain(session -> session.createNativeQuery(CLEAR_OUT)
                        .setParameter("before", before)
                        .executeUpdate());
    }
}
