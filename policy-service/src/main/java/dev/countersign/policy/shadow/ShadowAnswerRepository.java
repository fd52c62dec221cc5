package dev.countersign.policy.shadow;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.policy.evaluation.RecordedRepository;
import dev.countersign.policy.replay.CandidateOutcome;
import dev.countersign.policy.replay.ChangedView;
import dev.countersign.policy.replay.Compared;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What shadows answered, evaluation by evaluation. */
@ApplicationScoped
class ShadowAnswerRepository {

    private static final String INSERT = """
            insert into shadow_evaluation (shadow, evaluation, created_at, action_type, recorded, candidate, reasons)
            values ($1, $2, $3, $4, $5, $6, $7)
            """;

    private static final String BELOW = """
            select s.evaluation, s.created_at, s.action_type, s.recorded, s.candidate, s.reasons, e.decision
            from shadow_evaluation s left join evaluation e on e.id = s.evaluation
            where s.shadow = $1 and ($2::uuid is null or s.evaluation < $2) %s
            order by s.evaluation desc limit $3
            """;

    private static final String ALL = BELOW.formatted("");
    private static final String DIFFERING = BELOW.formatted("and s.recorded <> s.candidate");

    Uni<Void> insert(SqlClient tx, UUID shadow, List<Compared> compared) {
        if (compared.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows = compared.stream().map(one -> row(shadow, one)).toList();
        return tx.preparedQuery(INSERT).executeBatch(rows).replaceWithVoid();
    }

    private static Tuple row(UUID shadow, Compared compared) {
        return Tuple.from(List.of(
                shadow,
                compared.recorded().evaluation(),
                ShadowRepository.utc(compared.recorded().at()),
                compared.recorded().proposal().action().type(),
                CandidateOutcome.of(compared.recorded().outcome()).word(),
                compared.candidate().word(),
                write(compared.reasons())));
    }

    /** Newest first, from below one on. */
    Uni<List<ChangedView>> below(SqlClient client, UUID shadow, boolean differing, @Nullable UUID below, int atMost) {
        return client.preparedQuery(differing ? DIFFERING : ALL)
                .execute(Tuple.of(shadow, below, (long) atMost))
                .map(rows -> {
                    List<ChangedView> answers = new ArrayList<>();
                    rows.forEach(row -> answers.add(view(row)));
                    return answers;
                });
    }

    private static ChangedView view(Row row) {
        return new ChangedView(
                row.getUUID("evaluation"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("action_type"),
                Outcome.valueOf(row.getString("recorded").toUpperCase(Locale.ROOT)),
                CandidateOutcome.of(row.getString("candidate")),
                reasons(row.getString("reasons")),
                RecordedRepository.decision(row.getString("decision")));
    }

    private static String write(List<Reason> reasons) {
        try {
            return Json.mapper().writeValueAsString(reasons);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reasons can always be written", e);
        }
    }

    private static List<Reason> reasons(String stored) {
        try {
            return Arrays.asList(Json.mapper().readValue(stored, Reason[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored reasons cannot be read any more", e);
        }
    }
}
