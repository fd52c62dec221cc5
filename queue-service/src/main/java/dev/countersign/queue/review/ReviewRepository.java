package dev.countersign.queue.review;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reviews in the database. Every method works in the current session. */
@ApplicationScoped
class ReviewRepository {

    /** The review, held until the transaction ends; null where there is none. */
    Uni<@Nullable ReviewEntity> hold(UUID id) {
        return Panache.getSession()
                .chain(session -> session.find(ReviewEntity.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** The review of an evaluation, held until the transaction ends; null where there is none. */
    Uni<@Nullable ReviewEntity> holdOf(UUID evaluation) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "from ReviewEntity where evaluation = :evaluation", ReviewEntity.class)
                        .setParameter("evaluation", evaluation)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getSingleResultOrNull());
    }

    Uni<@Nullable ReviewEntity> find(UUID id) {
        return Panache.getSession().chain(session -> session.find(ReviewEntity.class, id));
    }

    Uni<Boolean> exists(UUID evaluation) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "select count(*) from ReviewEntity where evaluation = :evaluation", Long.class)
                        .setParameter("evaluation", evaluation)
                        .getSingleResult())
                .map(count -> count > 0);
    }

    Uni<ContentEntity> content(UUID review) {
        return Panache.getSession().chain(session -> session.find(ContentEntity.class, review));
    }

    Uni<List<HistoryEntity>> history(UUID review) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "from HistoryEntity where review = :review order by at, id", HistoryEntity.class)
                        .setParameter("review", review)
                        .getResultList());
    }

    /** The approvals that were given of a review since it waits. */
    Uni<List<HistoryEntity>> approvalsSince(UUID review, Instant since) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "from HistoryEntity where review = :review and what = :what and at >= :since order by at, id",
                                HistoryEntity.class)
                        .setParameter("review", review)
                        .setParameter("what", What.APPROVAL_GIVEN)
                        .setParameter("since", since)
                        .getResultList());
    }

    Uni<List<RevisionEntity>> revisions(UUID review) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "from RevisionEntity where review = :review order by revision", RevisionEntity.class)
                        .setParameter("review", review)
                        .getResultList());
    }

    /** Open reviews that a change of the directory has not reached, held; those that others hold are left to them. */
    Uni<List<UUID>> behind(long directoryVersion, int most) {
        return ids(
                "select id from review where phase = 'OPEN' and directory_version < :bound"
                        + " order by directory_version limit :most for update skip locked",
                directoryVersion,
                most);
    }

    /** Open reviews of which the calendar has given or taken somebody's right, held. */
    Uni<List<UUID>> lookedAtAgain(Instant now, int most) {
        return ids(
                "select id from review where phase = 'OPEN' and look_again_at <= :bound"
                        + " order by look_again_at limit :most for update skip locked",
                now,
                most);
    }

    /** Reviews whose claim was not renewed, held. */
    Uni<List<UUID>> lapsed(Instant now, int most) {
        return ids("select id from review where claimed_until <= :bound limit :most for update skip locked", now, most);
    }

    private static Uni<List<UUID>> ids(String sql, Object bound, int most) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(sql, UUID.class)
                        .setParameter("bound", bound)
                        .setParameter("most", most)
                        .getResultList());
    }

    Uni<Void> add(Object entity) {
        return Panache.getSession().chain(session -> session.persist(entity));
    }

    Uni<Void> flush() {
        return Panache.getSession().chain(session -> session.flush());
    }
}
