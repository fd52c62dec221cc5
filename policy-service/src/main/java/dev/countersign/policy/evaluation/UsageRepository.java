package dev.countersign.policy.evaluation;

import dev.countersign.contracts.policy.UsageLimit;
import dev.countersign.policy.evaluation.Usage.Used;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the limits of a process hold. */
@ApplicationScoped
class UsageRepository implements PanacheRepositoryBase<LimitUseEntity, LimitUseEntity.Key> {

    /**
     * What is used of each limit. Until the current transaction ends, nobody else sees or changes it: of two actions that fit one by
     * one but not together, exactly one goes.
     *
     * @param self an evaluation whose own use does not count against it
     */
    Uni<Usage> lockedUsage(String process, List<UsageLimit> limits, Instant now, UUID self) {
        return limits.isEmpty()
                ? Uni.createFrom().item(Usage.NONE)
                : lock(process).chain(() -> usage(process, limits, now, self));
    }

    private Uni<Integer> lock(String process) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "select case when pg_advisory_xact_lock(hashtextextended(:key, 0)) is null then 0 else 1"
                                        + " end",
                                Integer.class)
                        .setParameter("key", "limits:" + process)
                        .getSingleResult());
    }

    /** The same without the lock, for an answer that is recorded nowhere. */
    Uni<Usage> usage(String process, List<UsageLimit> limits, Instant now, UUID self) {
        return Multi.createFrom()
                .iterable(limits)
                .onItem()
                .transformToUniAndConcatenate(
                        limit -> used(process, limit, now, self).map(used -> Map.entry(limit.name(), used)))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(Usage::new);
    }

    private Uni<Used> used(String process, UsageLimit limit, Instant now, UUID self) {
        return getSession()
                .chain(session -> session.createSelectionQuery(
                                "select count(u), coalesce(sum(u.amount), 0) from LimitUseEntity u where u.process ="
                                        + " :process and u.limitName = :name and u.at > :since and u.evaluation <> :self",
                                Object[].class)
                        .setParameter("process", process)
                        .setParameter("name", limit.name())
                        .setParameter("since", now.minus(limit.per()))
                        .setParameter("self", self)
                        .getSingleResult())
                .map(row -> new Used(((Number) row[0]).longValue(), new BigDecimal(row[1].toString())));
    }

    /** Remembers what an action that goes without a person uses up. */
    Uni<Void> use(String process, UUID evaluation, Map<String, BigDecimal> amounts, Instant at) {
        List<LimitUseEntity> uses = amounts.entrySet().stream()
                .map(amount -> LimitUseEntity.of(process, amount.getKey(), at, evaluation, amount.getValue()))
                .toList();
        return uses.isEmpty() ? Uni.createFrom().voidItem() : persist(uses);
    }
}
