package dev.countersign.policy.replay;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static dev.countersign.policy.Given.proposal;
import static dev.countersign.policy.Given.propose;
import static dev.countersign.policy.Given.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.evaluation.RecordedRepository;
import dev.countersign.policy.hindsight.HindsightRepository;
import dev.countersign.problems.Problem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How much a replay may take. */
@PolicyServiceTest
class ReplayBoundsTest {

    @Inject
    Pool pool;

    @Inject
    RecordedRepository recorded;

    @Inject
    HindsightRepository hindsight;

    private record Bounds(long maxEvaluations, Duration lookBack, int page, int atOnce) implements ReplayConfig {}

    private ReplayService bounded(long maxEvaluations, int atOnce) {
        return new ReplayService(
                pool,
                recorded,
                hindsight,
                new Bounds(maxEvaluations, Duration.ofDays(30), 2, atOnce),
                new SimpleMeterRegistry());
    }

    private static Uni<ReplayView> replay(ReplayService service, String process) {
        Instant now = Clock.systemUTC().instant();
        return service.replay(
                Recordings.threshold(0.5),
                new ReplayOrder(process, now.minusSeconds(60), now.plusSeconds(60), null, 10));
    }

    private static String fiveProposed() {
        String process = published();
        for (int i = 0; i < 5; i++) {
            propose(proposal(process)).statusCode(201);
        }
        return process;
    }

    private static void isRefused(Uni<ReplayView> replay, int status, String slug) {
        assertThatThrownBy(() -> replay.await().atMost(PATIENCE)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.slug()).isEqualTo(slug);
            assertThat(problem.status()).isEqualTo(status);
        });
    }

    @Test
    void moreThanIsAllowedIsRefusedBeforeItIsRead() {
        String process = fiveProposed();

        isRefused(replay(bounded(4, 1), process), 422, "replay-too-large");
        assertThat(replay(bounded(5, 1), process)
                        .await()
                        .atMost(PATIENCE)
                        .comparison()
                        .evaluations())
                .isEqualTo(5);
    }

    @Test
    void noMoreRunAtOnceThanIsAllowedAndTheNextMayWhenOneHasEnded() {
        String process = fiveProposed();
        isRefused(replay(bounded(10, 0), process), 503, "replay-busy");

        ReplayService one = bounded(4, 1);
        isRefused(replay(one, process), 422, "replay-too-large");
        isRefused(replay(one, process), 422, "replay-too-large");
    }
}
