package dev.countersign.queue.review;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.countersign.contracts.Json;
import dev.countersign.queue.routing.Reach;
import dev.countersign.queue.routing.Standing;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Who may see which review, worked out beforehand. Every method works in the current session. */
@ApplicationScoped
class ViewerRepository {

    private static final String INSERT = """
            insert into review_viewer (person, review, valid_from, valid_until, reach, because, open, sort_at)
            select v.person, :review, v.valid_from, v.valid_until, v.reach, v.because, true, :sortAt
            from jsonb_to_recordset(cast(cast(:viewers as text) as jsonb)) as v
                (person text, valid_from timestamptz, valid_until timestamptz, reach text, because text)
            """;

    /** Writes anew who may see an open review. */
    Uni<Void> replace(UUID review, Instant sortAt, List<Standing> standings) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("delete from review_viewer where review = :review")
                        .setParameter("review", review)
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery(INSERT)
                                .setParameter("review", review)
                                .setParameter("sortAt", sortAt)
                                .setParameter("viewers", rows(standings))
                                .executeUpdate()))
                .replaceWithVoid();
    }

    private static String rows(List<Standing> standings) {
        ArrayNode rows = Json.mapper().createArrayNode();
        for (Standing standing : standings) {
            rows.addObject()
                    .put("person", standing.person())
                    .put("valid_from", standing.period().from().toString())
                    .put("valid_until", standing.period().until().toString())
                    .put("reach", standing.reach().name())
                    .put("because", standing.because());
        }
        return rows.toString();
    }

    /** Puts a review elsewhere in everybody's lists. */
    Uni<Void> move(UUID review, boolean open, Instant sortAt) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "update review_viewer set open = :open, sort_at = :sortAt where review = :review")
                        .setParameter("open", open)
                        .setParameter("sortAt", sortAt)
                        .setParameter("review", review)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Why the person might see the review when it was last open; null where they might not. */
    Uni<@Nullable String> because(String person, UUID review) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "select because from ViewerEntity where review = :review and person = :person"
                                        + " order by validUntil desc",
                                String.class)
                        .setParameter("review", review)
                        .setParameter("person", person)
                        .setMaxResults(1)
                        .getSingleResultOrNull());
    }

    /** One row of a list. */
    record Row(ReviewEntity review, String because, Instant sortAt) {}

    /** One page of a person's list, with one row more than asked for where there is a next page. */
    Uni<List<Row>> page(ListQuery list, String person, Instant now) {
        return Panache.getSession()
                .chain(session -> query(session, list, person, now)
                        .getResultList()
                        .map(rows -> rows.stream()
                                .map(row -> new Row((ReviewEntity) row[0], (String) row[1], (Instant) row[2]))
                                .toList()));
    }

    private static Mutiny.SelectionQuery<Object[]> query(
            Mutiny.Session session, ListQuery list, String person, Instant now) {
        Mutiny.SelectionQuery<Object[]> query = session.createQuery(hql(list), Object[].class)
                .setParameter("person", person)
                .setParameter("open", list.open())
                .setParameter("now", now)
                .setMaxResults(list.limit() + 1);
        if (list.reach() != null) {
            query.setParameter("reach", list.reach());
        }
        if (list.process() != null) {
            query.setParameter("process", list.process());
        }
        ListCursor after = list.after();
        if (after != null) {
            query.setParameter("sortAt", after.sortAt()).setParameter("review", after.review());
        }
        return query;
    }

    private static String hql(ListQuery list) {
        String direction = list.open() ? "asc" : "desc";
        String beyond = list.open() ? ">" : "<";
        return "select r, v.because, v.sortAt from ViewerEntity v join ReviewEntity r on r.id = v.review"
                + " where v.person = :person and v.open = :open and v.validFrom <= :now and v.validUntil > :now"
                + (list.reach() == null ? "" : " and v.reach = :reach")
                + (list.process() == null ? "" : " and r.process = :process")
                + (list.after() == null
                        ? ""
                        : " and v.sortAt " + beyond + "= :sortAt and (v.sortAt " + beyond + " :sortAt or v.review "
                                + beyond + " :review)")
                + " order by v.sortAt " + direction + ", v.review " + direction;
    }

    /** How many reviews a person has, by how close they are. */
    Uni<Map<Reach, Long>> counts(boolean open, String person, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "select v.reach, count(*) from ViewerEntity v where v.person = :person and v.open = :open"
                                        + " and v.validFrom <= :now and v.validUntil > :now group by v.reach",
                                Object[].class)
                        .setParameter("person", person)
                        .setParameter("open", open)
                        .setParameter("now", now)
                        .getResultList())
                .map(ViewerRepository::byReach);
    }

    private static Map<Reach, Long> byReach(List<Object[]> rows) {
        Map<Reach, Long> counts = new EnumMap<>(Reach.class);
        rows.forEach(row -> counts.put((Reach) row[0], (Long) row[1]));
        return counts;
    }
}
