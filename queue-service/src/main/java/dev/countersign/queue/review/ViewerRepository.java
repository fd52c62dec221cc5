package dev.countersign.queue.review;

import dev.countersign.messaging.Write;
import dev.countersign.queue.database.Columns;
import dev.countersign.queue.database.SessionStatements;
import dev.countersign.queue.review.ReviewListView.CountsView;
import dev.countersign.queue.routing.DecidingRight;
import dev.countersign.queue.routing.Reach;
import dev.countersign.queue.routing.Standing;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Who may see which review, worked out beforehand. Every method works in the current session, or says what is to be written in it. */
@ApplicationScoped
class ViewerRepository {

    private static final String INSERT = """
            insert into review_viewer (person, review, valid_from, valid_until, reach, because, open, sort_at)
            select v.person, $1, v.valid_from, v.valid_until, v.reach, v.because, true, $2
            from unnest($3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[])
                as v (person, valid_from, valid_until, reach, because)
            """;

    private static final String AUDIENCE =
            "insert into audience (id, people) values ($1, $2::text[]) on conflict do nothing";

    // Without the order, which nobody needs, the database would rather read all of the table than an index of which it
    // takes most rows to be
    // asked for; and reads on where there are none.
    private static final String COUNTS = PageStatement.NAMES + """
            select k.reach, count(*) from (values ('MINE'), ('TEAM'), ('OTHER')) as k (reach)
            cross join lateral (
                select 1 from names cross join lateral (
                    select 1 from review_viewer v
                    where v.person = names.name and v.open = $2 and v.reach = k.reach
                        and v.valid_from <= $3 and v.valid_until > $3
                    order by v.sort_at, v.review limit %1$d) one
                limit %1$d) counted
            group by k.reach
            """.formatted(CountsView.MOST + 1);

    private static final String BECAUSE = PageStatement.NAMES + """
            select v.because, v.reach, r.asked from names
            join review_viewer v on v.review = $2 and v.person = names.name
            join review r on r.id = v.review
            order by v.valid_until desc limit 1
            """;

    /** Forgets who may see a review. */
    Uni<Void> clear(UUID review) {
        return SessionStatements.run("delete from review_viewer where review = $1", review);
    }

    /** Says who may see an open review, of which nothing is said, or no more. */
    List<Write> adding(UUID review, Instant sortAt, List<Standing> standings) {
        // In one order for everybody: two transactions that wait for each other's audiences would be a deadlock.
        List<Viewer> viewers = Viewer.of(standings).stream()
                .sorted(Comparator.comparing(Viewer::name))
                .toList();
        List<Write> writes = new ArrayList<>();
        for (Viewer viewer : viewers) {
            Audience audience = viewer.audience();
            if (audience != null) {
                writes.add(new Write(
                        AUDIENCE, List.of(audience.id(), audience.people().toArray(String[]::new))));
            }
        }
        writes.add(new Write(
                INSERT,
                List.of(
                        review,
                        sortAt,
                        column(viewers, Viewer::name, String[]::new),
                        column(viewers, viewer -> time(viewer.right().period().from()), OffsetDateTime[]::new),
                        column(viewers, viewer -> time(viewer.right().period().until()), OffsetDateTime[]::new),
                        column(viewers, viewer -> viewer.right().reach().name(), String[]::new),
                        column(viewers, viewer -> viewer.right().because(), String[]::new))));
        return writes;
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static <T> Object column(List<Viewer> viewers, Function<Viewer, T> value, IntFunction<T[]> array) {
        return viewers.stream().map(value).toArray(array);
    }

    /** Puts a review elsewhere in everybody's lists. */
    Write moving(UUID review, boolean open, Instant sortAt) {
        return new Write(
                "update review_viewer set open = $2, sort_at = $3 where review = $1", List.of(review, open, sortAt));
    }

    /** Why the person might see the review when it was last open; null where they might not. */
    Uni<@Nullable String> because(String person, UUID review) {
        return SessionStatements.row(
                BECAUSE,
                columns -> DecidingRight.because(
                        columns.text(), columns.constant(Reach.class), person.equals(columns.textOrNull())),
                person,
                review);
    }

    /** One row of a list. */
    record Row(ReviewRow review, String because, Instant sortAt) {}

    /** One page of a person's list, with one row more than asked for where there is a next page. */
    Uni<List<Row>> page(ListQuery list, String person, Instant now) {
        PageStatement statement = new PageStatement(list, person, now);
        return SessionStatements.rows(statement.sql(), columns -> row(columns, person), statement.parameters());
    }

    private static Row row(Columns columns, String person) {
        String because = columns.text();
        Reach reach = columns.constant(Reach.class);
        Instant sortAt = columns.instant();
        ReviewRow review = ReviewColumns.read(columns);
        return new Row(review, DecidingRight.because(because, reach, person.equals(review.asked)), sortAt);
    }

    /** How many reviews a person has, by how close they are: up to one more than {@link CountsView#MOST} of each. */
    Uni<Map<Reach, Long>> counts(boolean open, String person, Instant now) {
        return SessionStatements.rows(
                        COUNTS, columns -> Map.entry(columns.constant(Reach.class), columns.count()), person, open, now)
                .map(ViewerRepository::byReach);
    }

    private static Map<Reach, Long> byReach(List<Map.Entry<Reach, Long>> rows) {
        Map<Reach, Long> counts = new EnumMap<>(Reach.class);
        rows.forEach(row -> counts.put(row.getKey(), row.getValue()));
        return counts;
    }
}
