package dev.countersign.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.problems.Problem;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogResourceTest {

    @Test
    void aLogThatHasPublishedNothingSaysThatItIsStarting() {
        CheckpointRepository unpublished = new CheckpointRepository() {
            @Override
            public Uni<Optional<Published>> latest(SqlClient client) {
                return Uni.createFrom().item(Optional.empty());
            }
        };
        LogResource resource = new LogResource(null, null, unpublished, null);

        Throwable refused = resource.checkpoint()
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitFailure()
                .getFailure();

        assertThat(refused).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.slug()).isEqualTo("log-starting");
        });
    }
}
