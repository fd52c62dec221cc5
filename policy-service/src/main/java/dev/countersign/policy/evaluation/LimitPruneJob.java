package dev.countersign.policy.evaluation;

import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.evaluation.UsageSql.Asked;
import dev.countersign.policy.publishing.PublishedPolicies;
import dev.countersign.policy.publishing.PublishedPolicy;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Forgets uses of limits that no window reaches back to any more. */
@Singleton
class LimitPruneJob {

    /** Longer than clocks of replicas differ; also for a policy that is about to look back a little further. */
    private static final Duration SPARE = Duration.ofDays(1);

    private final PublishedPolicies policies;
    private final Pool pool;
    private final Clock clock;

    LimitPruneJob(PublishedPolicies policies, Pool pool, Clock clock) {
        this.policies = policies;
        this.pool = pool;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "5m", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> prune() {
        Instant until = clock.instant().minus(SPARE);
        List<Asked> asked = policies.lastSeen().stream()
                .flatMap(policy -> asked(policy, until))
                .toList();
        return asked.isEmpty()
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery(UsageSql.PRUNE)
                        .execute(Tuple.from(UsageSql.reading(asked)))
                        .replaceWithVoid();
    }

    private static Stream<Asked> asked(PublishedPolicy policy, Instant until) {
        PolicyDocument document = policy.document();
        return Asked.of(document.process(), document.limits(), until).stream();
    }
}
