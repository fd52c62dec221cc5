package dev.countersign.queue.confidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.queue.QueueTest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

/** However long the past is, what a confidence has been worth is one walk along one index, in its order. */
@QueueTest
class WorthIndexTest {

    private static final String EXPLAIN = "explain "
            + WorthRepository.COUNT
                    .replace("$1", "'p'")
                    .replace("$2", "'t'")
                    .replace("$3", "'a'")
                    .replace("$4", "7")
                    .replace("$5", "200");

    @Test
    void theCountWalksItsIndexAndSortsNothing() throws Throwable {
        List<String> plan = VertxContextSupport.subscribeAndAwait(
                () -> Panache.withTransaction(() -> Panache.getSession().chain(WorthIndexTest::plan)));

        assertThat(String.join("\n", plan)).contains("review_confidence").doesNotContain("Sort");
    }

    /** On a table of a few rows, reading all of it is cheaper than any index. */
    private static Uni<List<String>> plan(Mutiny.Session session) {
        return session.createNativeQuery("set local enable_seqscan = off")
                .executeUpdate()
                .chain(() -> session.createNativeQuery("set local enable_bitmapscan = off")
                        .executeUpdate())
                .chain(() -> session.createNativeQuery(EXPLAIN, String.class).getResultList());
    }
}
