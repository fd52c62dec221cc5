package dev.countersign.policy.receipt;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ReceiptRepository implements PanacheRepositoryBase<ReceiptEntity, UUID> {

    /** What a person has looked into is not found again by waiting on. */
    private static final String ADD = """
            insert into receipt (id, evaluation, process, agent, kind, since, detail, due_at, opened_at)
            select cast(:id as uuid), cast(:evaluation as uuid), :process, :agent, :kind, cast(:since as timestamptz),
                :detail, cast(:due as timestamptz), case when :open then cast(:due as timestamptz) end
            where not exists (select from receipt where evaluation = :evaluation and kind = :kind
                and kind in ('not-executed', 'not-reported') and closed_by is not null)
            on conflict (evaluation, kind) where closed_at is null do nothing""";

    private static final String CLAIM = """
            select * from receipt where opened_at is null and closed_at is null and due_at <= :now
            order by due_at limit :limit for update skip locked""";

    // The tables of two other packages, by the names of their entities: what is read of them never changes hands.
    private static final String UNRELEASED = """
            select e.id from EvaluationEntity e where e.id in (:ids) and e.status = 'released'
            and not exists (select r.id from ReleaseEntity r where r.evaluation = e.id)""";

    // What is looked for all the time, in SQL: Hibernate's language would be read, with all that this loads, by a
    // service that nobody uses.
    private static final String RELEASES = """
            select r.id, r.evaluation, r.process, r.agent, r.issued_at, r.redeemed_at, r.revoked_at is null and e.status = 'released'
            from release r join evaluation e on e.id = r.evaluation
            where r.id > :seen and r.id <= :until order by r.id limit :limit""";

    private static final String PROGRESS = "select seen from receipt_progress for update skip locked";

    /** Names that nobody published a policy for are made up by agents, and count as one. */
    private static final String OPEN = """
            select case when e.policy_version is null then 'unknown' else r.process end as counted, r.kind, count(*)
            from receipt r join evaluation e on e.id = r.evaluation
            where r.opened_at is not null and r.closed_at is null group by counted, r.kind""";

    /**
     * Writes a finding down, unless it is open already; says whether it was new.
     *
     * @param open whether it is wrong already, or only will be where nothing comes of it by then
     */
    Uni<Boolean> add(UUID id, Finding finding, Instant due, boolean open) {
        return getSession()
                .chain(session -> session.createNativeQuery(ADD)
                        .setParameter("id", id)
                        .setParameter("evaluation", finding.evaluation())
                        .setParameter("process", finding.process())
                        .setParameter("agent", finding.agent())
                        .setParameter("kind", Finding.word(finding.kind()))
                        .setParameter("since", finding.since())
                        .setParameter("detail", finding.detail())
                        .setParameter("due", due)
                        .setParameter("open", open)
                        .executeUpdate())
                .map(rows -> rows > 0);
    }

    /** What waiting could settle and has not: expected or open. */
    Uni<List<ReceiptEntity>> unsettled(UUID evaluation) {
        return find("evaluation = ?1 and closedAt is null and kind in ('not-executed', 'not-reported')", evaluation)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<@Nullable ReceiptEntity> locked(UUID id) {
        return find("id = ?1 and openedAt is not null", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** What was expected to turn out well by now, and that nobody else looks at. */
    Uni<List<ReceiptEntity>> due(Instant now, int limit) {
        return getSession()
                .chain(session -> session.createNativeQuery(CLAIM, ReceiptEntity.class)
                        .setParameter("now", now)
                        .setParameter("limit", limit)
                        .getResultList());
    }

    /** Those among these evaluations that may be executed and have never got a release. */
    Uni<List<UUID>> unreleased(List<UUID> evaluations) {
        return evaluations.isEmpty()
                ? Uni.createFrom().item(List.of())
                : getSession()
                        .chain(session -> session.createSelectionQuery(UNRELEASED, UUID.class)
                                .setParameter("ids", evaluations)
                                .getResultList());
    }

    /** Up to which release somebody has looked; {@code null} where another replica looks just now. */
    Uni<@Nullable UUID> progress() {
        return getSession()
                .chain(session ->
                        session.createNativeQuery(PROGRESS, UUID.class).getSingleResultOrNull());
    }

    Uni<Void> progressed(UUID seen) {
        return getSession()
                .chain(session -> session.createNativeQuery("update receipt_progress set seen = :seen")
                        .setParameter("seen", seen)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /**
     * A release that somebody looks back at.
     *
     * @param pending whether nobody has said what came of it
     */
    record Released(
            UUID id,
            UUID evaluation,
            String process,
            String agent,
            Instant issuedAt,
            @Nullable Instant redeemedAt,
            boolean pending) {

        static Released of(Object[] row) {
            return new Released(
                    (UUID) row[0],
                    (UUID) row[1],
                    (String) row[2],
                    (String) row[3],
                    ((OffsetDateTime) row[4]).toInstant(),
                    row[5] == null ? null : ((OffsetDateTime) row[5]).toInstant(),
                    (Boolean) row[6]);
        }

        Finding finding() {
            return redeemedAt == null
                    ? Finding.unused(evaluation, process, agent, issuedAt)
                    : Finding.unreported(evaluation, process, agent, redeemedAt);
        }
    }

    /** In the order of time. */
    Uni<List<Released>> releases(UUID seen, UUID until, int limit) {
        return getSession()
                .chain(session -> session.createNativeQuery(RELEASES, Object[].class)
                        .setParameter("seen", seen)
                        .setParameter("until", until)
                        .setParameter("limit", limit)
                        .getResultList())
                .map(rows -> rows.stream().map(Released::of).toList());
    }

    /** How many are open of one kind in one process. */
    record Count(String process, String kind, long open) {}

    Uni<List<Count>> open() {
        return getSession()
                .chain(session ->
                        session.createNativeQuery(OPEN, Object[].class).getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Count((String) row[0], (String) row[1], (Long) row[2]))
                        .toList());
    }

    /** The latest first, one more than the page holds. */
    Uni<List<ReceiptEntity>> page(ReceiptFilter filter) {
        return getSession().chain(session -> {
            SelectionQuery<ReceiptEntity> query = session.createSelectionQuery(hql(filter), ReceiptEntity.class)
                    .setMaxResults(filter.limit() + 1);
            filter.process().ifPresent(process -> query.setParameter("process", process));
            filter.kind().ifPresent(kind -> query.setParameter("kind", Finding.word(kind)));
            filter.below().ifPresent(id -> query.setParameter("below", id));
            return query.getResultList();
        });
    }

    private static String hql(ReceiptFilter filter) {
        return "from ReceiptEntity where openedAt is not null and closedAt is "
                + (filter.closed() ? "not null" : "null")
                + (filter.process().isPresent() ? " and process = :process" : "")
                + (filter.kind().isPresent() ? " and kind = :kind" : "")
                + (filter.below().isPresent() ? " and id < :below" : "")
                + " order by id desc";
    }
}
