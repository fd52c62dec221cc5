package dev.countersign.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.policy.Given;
import dev.countersign.problems.Problem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OverloadTest {

    private record Bounds(int turns, int largest, int waiting) implements RecordingConfig {}

    /** A database that does not come to an end with anything. */
    private static final class Stuck extends RecordingService {

        @SuppressWarnings("NullAway") // it gets to use none of it
        Stuck() {
            super(null, null, null, null, null);
        }

        @Override
        Future<List<Recording.Result>> record(List<Pending> pending) {
            return Promise.<List<Recording.Result>>promise().future();
        }
    }

    private static final class NoDrafts extends DraftService {

        private int asked;

        @SuppressWarnings("NullAway") // it gets to use none of it
        NoDrafts() {
            super(null, null, null, null, null);
        }

        @Override
        Pending pending(String agent, Proposal proposal, @Nullable String key) {
            asked++;
            return Pending.of(agent, proposal, key);
        }
    }

    private static final class NoCallbacks implements Callbacks {
        @Override
        public Uni<Void> accept(String agent, Proposal proposal) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Void> changed(Change change) {
            return Uni.createFrom().voidItem();
        }
    }

    @Test
    @SuppressWarnings("NullAway") // nothing gets as far as being read again
    void whoComesWhenTooManyWaitIsToldToComeBack() {
        NoDrafts drafts = new NoDrafts();
        EvaluationService service = new EvaluationService(
                drafts,
                new Stuck(),
                new Bounds(1, 10, 1),
                null,
                new EvaluationMetrics(new SimpleMeterRegistry()),
                new NoCallbacks());
        Proposal proposal = Policies.proposal(change -> {});
        var underWay = service.propose(Given.AGENT, proposal, null).subscribeAsCompletionStage();
        var waits = service.propose(Given.AGENT, proposal, null).subscribeAsCompletionStage();

        assertThatThrownBy(() ->
                        service.propose(Given.AGENT, proposal, null).await().atMost(Duration.ofSeconds(90)))
                .asInstanceOf(InstanceOfAssertFactories.type(Problem.class))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo("urn:countersign:problem:overloaded"));
        assertThat(drafts.asked).as("answers that were drawn up").isEqualTo(2);
    }
}
