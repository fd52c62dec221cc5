package dev.countersign.audit.metric;

import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Counts facts. */
@ApplicationScoped
public class MetricRepository {

    // A group's key is made by one of the expressions below, never by what a caller sent.
    private static final String OUTCOMES = """
            SELECT %s AS key, f.outcome, count(*) AS n
            FROM evaluation_fact f JOIN evaluation_fact e USING (evaluation)
            WHERE f.process = $1 AND f.at >= $2 AND f.at < $3
            GROUP BY 1, 2""";

    // Times are those of decisions by a person. A clock that ran backwards counts as no time, not as negative time.
    private static final String DECISIONS = """
            SELECT %s AS key, f.outcome, count(*) AS n,
                array_agg(greatest(0, round(extract(epoch FROM f.at - f.picked_up_at) * 1000))::bigint)
                    FILTER (WHERE f.picked_up_at IS NOT NULL AND f.outcome NOT IN ('expired', 'withdrawn')) AS review,
                array_agg(greatest(0, round(extract(epoch FROM coalesce(f.picked_up_at, f.at) - f.opened_at) * 1000))
                    ::bigint) FILTER (WHERE f.outcome NOT IN ('expired', 'withdrawn')) AS pick_up
            FROM decision_fact f LEFT JOIN evaluation_fact e USING (evaluation)
            WHERE f.process = $1 AND f.at >= $2 AND f.at < $3 AND f.kind = 'live' AND NOT f.returned
            GROUP BY 1, 2""";

    private static final String EXECUTIONS = """
            SELECT %s AS key, count(*) AS executed,
                count(*) FILTER (WHERE EXISTS (SELECT 1 FROM escape_fact x WHERE x.evaluation = f.evaluation)) AS escaped
            FROM execution_fact f LEFT JOIN evaluation_fact e USING (evaluation)
            WHERE f.process = $1 AND f.at >= $2 AND f.at < $3
            GROUP BY 1""";

    private static final String KNOWN = "SELECT EXISTS (SELECT 1 FROM log_content WHERE process = $1) AS known";

    private final Pool pool;

    MetricRepository(Pool pool) {
        this.pool = pool;
    }

    /** Whether anything was ever heard of a process. */
    Uni<Boolean> knows(String process) {
        return pool.preparedQuery(KNOWN)
                .execute(Tuple.of(process))
                .map(rows -> rows.iterator().next().getBoolean("known"));
    }

    /** The counts by group, in the order of the groups' keys; under one empty key where nothing is grouped. */
    Uni<Map<String, Counts>> count(String process, Period period, @Nullable Grouping by) {
        Tuple parameters = Tuple.of(
                process, period.from().atOffset(ZoneOffset.UTC), period.to().atOffset(ZoneOffset.UTC));
        String key = key(by);
        Map<String, Counts> counts = new TreeMap<>();
        return query(OUTCOMES.formatted(key), parameters)
                .invoke(rows -> add(counts, rows, MetricRepository::outcomes))
                .chain(() -> query(DECISIONS.formatted(key), parameters))
                .invoke(rows -> add(counts, rows, MetricRepository::decisions))
                .chain(() -> query(EXECUTIONS.formatted(key), parameters))
                .invoke(rows -> add(counts, rows, MetricRepository::executions))
                .replaceWith(counts);
    }

    private Uni<RowSet<Row>> query(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters);
    }

    /** The topics are not in order among each other: until an evaluation is heard of, its decision belongs to nobody known. */
    private static String key(@Nullable Grouping by) {
        return switch (by) {
            case null -> "''";
            case DAY -> "to_char(f.at AT TIME ZONE 'UTC', 'YYYY-MM-DD')";
            case WEEK -> "to_char(date_trunc('week', f.at AT TIME ZONE 'UTC'), 'YYYY-MM-DD')";
            case AGENT -> "coalesce(e.agent, '')";
            case ACTION_TYPE -> "coalesce(e.action_type, '')";
        };
    }

    private static void add(Map<String, Counts> counts, RowSet<Row> rows, Function<Row, Counts> counted) {
        rows.forEach(row -> counts.merge(row.getString("key"), counted.apply(row), Counts::plus));
    }

    private static Counts outcomes(Row row) {
        return Counts.ofOutcome(constant(row, Outcome.class), row.getLong("n"));
    }

    private static Counts decisions(Row row) {
        return Counts.ofDecision(
                constant(row, Decision.class), row.getLong("n"), longs(row, "review"), longs(row, "pick_up"));
    }

    private static Counts executions(Row row) {
        return Counts.ofExecutions(row.getLong("executed"), row.getLong("escaped"));
    }

    private static <E extends Enum<E>> E constant(Row row, Class<E> type) {
        return Json.mapper().convertValue(row.getString("outcome"), type);
    }

    private static List<Long> longs(Row row, String column) {
        Long[] values = row.getArrayOfLongs(column);
        return values == null ? List.of() : List.of(values);
    }
}
