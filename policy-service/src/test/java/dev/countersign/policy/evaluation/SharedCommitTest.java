package dev.countersign.policy.evaluation;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static dev.countersign.policy.Given.AGENT;
import static dev.countersign.policy.Given.json;
import static dev.countersign.policy.Given.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.evaluation.Recording.Answered;
import dev.countersign.policy.evaluation.Recording.Result;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What shares a transaction is written by one statement, and its commit is on the way before that has answered. */
@PolicyServiceTest
class SharedCommitTest {

    private static final String POISON = "order/poison";

    @Inject
    DraftService drafts;

    @Inject
    RecordingService recording;

    @Inject
    Pool pool;

    private String process = "";

    @BeforeEach
    void poison() throws Exception {
        process = published(policy -> policy.withArray("limits")
                .add(json("{\"name\":\"hourly\",\"per\":\"PT1H\",\"count\":5,\"then\":\"review\"}")));
        done(pool.query("alter table release add constraint poison check (target <> '" + POISON + "') not valid")
                .execute());
    }

    @AfterEach
    void cure() throws Exception {
        done(pool.query("alter table release drop constraint poison").execute());
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private Pending pending(String target) {
        return drafts.pending(
                AGENT,
                Policies.proposal(proposal -> {
                    proposal.put("process", process);
                    ((ObjectNode) proposal.get("action")).put("target", target);
                }),
                null);
    }

    private List<String> outcomes(String... targets) throws Exception {
        List<Result> results =
                done(recording.record(Stream.of(targets).map(this::pending).toList()));
        return results.stream()
                .map(result -> ((Answered) result).evaluation().outcome)
                .toList();
    }

    private List<Long> rows() throws Exception {
        var row = done(pool.preparedQuery("""
                        select (select count(*) from evaluation where process = $1),
                               (select count(*) from limit_use where process = $1),
                               (select count(*) from release where process = $1)
                        """).execute(Tuple.of(process)))
                .iterator()
                .next();
        return List.of(row.getLong(0), row.getLong(1), row.getLong(2));
    }

    @Test
    void whereOneRowIsRefusedNothingOfItsBatchIsWrittenAndTheNextIsRecorded() throws Exception {
        assertThatThrownBy(() -> outcomes("order/1", POISON, "order/2"))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        PgException.class,
                        refused -> assertThat(refused.getSqlState()).isEqualTo("23514"));
        assertThat(rows()).containsExactly(0L, 0L, 0L);

        assertThat(outcomes("order/1", "order/2")).containsExactly("proceed", "proceed");
        assertThat(rows()).containsExactly(2L, 2L, 2L);
    }

    @Test
    void whatWasUsedUpSinceADraftWasDrawnUpIsSeen() throws Exception {
        outcomes("order/1");
        Pending before = pending("order/2");
        assertThat(before.draft()).isNotNull();
        assertThat(outcomes("order/3", "order/4", "order/5", "order/6")).containsOnly("proceed");

        List<Result> late = done(recording.record(List.of(before)));

        assertThat(((Answered) late.getFirst()).evaluation().outcome).isEqualTo("review");
        assertThat(rows()).containsExactly(6L, 5L, 5L);
    }
}
