package dev.countersign.policy.shadow;

import dev.countersign.contracts.event.Outcome;
import dev.countersign.policy.hindsight.HindsightRepository;
import dev.countersign.policy.hindsight.ReviewPace;
import dev.countersign.policy.replay.Aftermath;
import dev.countersign.policy.replay.Aftermath.Errors;
import dev.countersign.policy.replay.Aftermath.Saved;
import dev.countersign.policy.replay.Aftermath.Slipped;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a shadow's answers come to by what has turned out since; counted when it is asked for, because it goes on turning out. */
@ApplicationScoped
class ShadowAftermathRepository {

    private static final String NO_LONGER_ASKED = """
            select coalesce(e.owner, '') as owner, count(*) as n, count(t.millis) as timed,
                coalesce(sum(least(t.millis, $2)), 0)::bigint as millis
            from shadow_evaluation s
            left join evaluation e on e.id = s.evaluation
            left join lateral (select sum(millis)::bigint as millis from review_time where evaluation = s.evaluation) t on true
            where s.shadow = $1 and s.recorded = 'review' and s.candidate <> 'review'
            group by 1
            """;

    private static final String ERRORS = """
            select count(*) as total,
                count(*) filter (where s.candidate = 'proceed') as slipped,
                count(*) filter (where s.recorded = 'proceed') as slipped_then
            from (select distinct evaluation from known_error where process = $2 and found_at >= $3) k
            join shadow_evaluation s on s.shadow = $1 and s.evaluation = k.evaluation
            """;

    private static final String SLIPPED = """
            select s.evaluation, s.created_at, s.action_type, s.recorded, k.why
            from (select evaluation, array_agg(why order by why) as why from known_error
                where process = $2 and found_at >= $3 group by evaluation) k
            join shadow_evaluation s on s.shadow = $1 and s.evaluation = k.evaluation and s.candidate = 'proceed'
            order by s.created_at, s.evaluation limit $4
            """;

    private final HindsightRepository hindsight;

    ShadowAftermathRepository(HindsightRepository hindsight) {
        this.hindsight = hindsight;
    }

    Uni<Aftermath> of(SqlClient client, Shadow shadow) {
        return hindsight
                .pace(client, shadow.process(), shadow.startedAt())
                .chain(pace -> errors(client, shadow).chain(errors -> asked(client, shadow, errors, pace)));
    }

    private static Uni<Aftermath> asked(SqlClient client, Shadow shadow, Errors errors, ReviewPace pace) {
        return client.preparedQuery(NO_LONGER_ASKED)
                .execute(Tuple.of(shadow.id(), pace.longest().toMillis()))
                .map(rows -> aftermath(rows, errors, pace));
    }

    private static Aftermath aftermath(RowSet<Row> rows, Errors errors, ReviewPace pace) {
        Map<String, Long> byOwner = new TreeMap<>();
        long timed = 0;
        long millis = 0;
        for (Row row : rows) {
            byOwner.put(row.getString("owner"), row.getLong("n"));
            timed += row.getLong("timed");
            millis += row.getLong("millis");
        }
        return new Aftermath(byOwner, new Saved(timed, Duration.ofMillis(millis)), errors, pace);
    }

    private static Uni<Errors> errors(SqlClient client, Shadow shadow) {
        Tuple known = Tuple.of(shadow.id(), shadow.process(), ShadowRepository.utc(shadow.startedAt()));
        return client.preparedQuery(ERRORS)
                .execute(known)
                .map(rows -> rows.iterator().next())
                .chain(counts -> client.preparedQuery(SLIPPED)
                        .execute(
                                Tuple.of(shadow.id(), shadow.process(), ShadowRepository.utc(shadow.startedAt()), (long)
                                        Errors.SHOWN))
                        .map(rows -> new Errors(
                                counts.getLong("total"),
                                counts.getLong("slipped"),
                                counts.getLong("slipped_then"),
                                slipped(rows))));
    }

    private static List<Slipped> slipped(RowSet<Row> rows) {
        List<Slipped> slipped = new ArrayList<>();
        rows.forEach(row -> slipped.add(new Slipped(
                row.getUUID("evaluation"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("action_type"),
                Outcome.valueOf(row.getString("recorded").toUpperCase(Locale.ROOT)),
                List.of(row.getArrayOfStrings("why")))));
        return slipped;
    }
}
