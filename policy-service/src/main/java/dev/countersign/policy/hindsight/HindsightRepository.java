package dev.countersign.policy.hindsight;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what turned out about evaluations. */
@ApplicationScoped
public class HindsightRepository {

    private static final String OF = """
            select coalesce(e.evaluation, t.evaluation) as evaluation, e.errors, t.millis
            from (select evaluation, array_agg(why order by why) as errors from known_error
                where evaluation = any($1) group by evaluation) e
            full join (select evaluation, sum(millis)::bigint as millis from review_time
                where evaluation = any($1) group by evaluation) t on t.evaluation = e.evaluation
            """;

    private static final String PACE = """
            select count(*) as n,
                coalesce(percentile_cont(0.5) within group (order by millis), 0)::bigint as median,
                coalesce(percentile_cont(0.9) within group (order by millis), 0)::bigint as longest
            from review_time where process = $1 and decided_at >= $2
            """;

    /** What is known of these; those of which nothing is known are not in it. */
    public Uni<Map<UUID, Hindsight>> of(SqlClient client, Collection<UUID> evaluations) {
        return client.preparedQuery(OF)
                .execute(Tuple.of(evaluations.toArray(UUID[]::new)))
                .map(HindsightRepository::byEvaluation);
    }

    /** How long people have been on reviews of a process that were decided since. */
    public Uni<ReviewPace> pace(SqlClient client, String process, Instant since) {
        return client.preparedQuery(PACE)
                .execute(Tuple.of(process, since.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next())
                .map(row -> new ReviewPace(
                        row.getLong("n"),
                        Duration.ofMillis(row.getLong("median")),
                        Duration.ofMillis(row.getLong("longest"))));
    }

    private static Map<UUID, Hindsight> byEvaluation(RowSet<Row> rows) {
        Map<UUID, Hindsight> known = new HashMap<>();
        for (Row row : rows) {
            String @Nullable [] errors = row.getArrayOfStrings("errors");
            @Nullable Long millis = row.getLong("millis");
            known.put(
                    row.getUUID("evaluation"),
                    new Hindsight(
                            errors == null ? List.of() : List.of(errors),
                            millis == null ? null : Duration.ofMillis(millis)));
        }
        return known;
    }
}
