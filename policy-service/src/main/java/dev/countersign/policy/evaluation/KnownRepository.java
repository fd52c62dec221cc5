package dev.countersign.policy.evaluation;

import dev.countersign.contracts.policy.UsageLimit;
import dev.countersign.policy.evaluation.Recording.Known;
import dev.countersign.policy.evaluation.Recording.RequestName;
import dev.countersign.policy.evaluation.RecordingRepository.Question;
import dev.countersign.policy.evaluation.RecordingRepository.Standing;
import dev.countersign.policy.evaluation.UsageSql.Asked;
import dev.countersign.policy.publishing.PublishedPolicies;
import dev.countersign.policy.publishing.PublishedPolicy;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads what proposals are answered by, and holds the limits that they may use up. All of it is asked for at once: the limits by the
 * policies that were last seen in force, and once more where others are by now.
 */
@Singleton
class KnownRepository {

    private final RecordingRepository rows;
    private final PublishedPolicies policies;
    private final Clock clock;

    KnownRepository(RecordingRepository rows, PublishedPolicies policies, Clock clock) {
        this.rows = rows;
        this.policies = policies;
        this.clock = clock;
    }

    Future<Known> of(SqlConnection connection, List<Pending> pending) {
        Set<String> processes =
                pending.stream().map(one -> one.proposal().process()).collect(Collectors.toSet());
        Set<String> agents = pending.stream().map(Pending::agent).collect(Collectors.toSet());
        Map<String, List<UsageLimit>> expected = limits(policies.lastSeen(processes));
        return known(connection, new Asking(processes, agents, names(pending)), expected);
    }

    private record Asking(Set<String> processes, Set<String> agents, List<RequestName> requests) {
        Question about(List<Asked> accounts) {
            return new Question(processes, agents, accounts, requests);
        }
    }

    private Future<Known> known(SqlConnection connection, Asking asking, Map<String, List<UsageLimit>> expected) {
        Instant now = now();
        List<Asked> accounts = expected.entrySet().stream()
                .flatMap(entry -> Asked.of(entry.getKey(), entry.getValue(), now).stream())
                .toList();
        Future<Void> locked = rows.lockLimits(connection, expected.keySet());
        Future<Standing> standing = rows.standing(connection, asking.about(accounts));
        return Future.all(locked, standing)
                .compose(both -> policies.inForce(connection, standing.result().versions()))
                .compose(inForce -> limits(inForce).equals(expected)
                        ? Future.succeededFuture(known(standing.result(), inForce))
                        : known(connection, asking, limits(inForce)));
    }

    private Known known(Standing standing, Map<String, PublishedPolicy> inForce) {
        return new Known(inForce, standing.stopped(), standing.formers(), new Ledger(standing.accounts()), now());
    }

    private static Map<String, List<UsageLimit>> limits(Map<String, PublishedPolicy> policies) {
        Map<String, List<UsageLimit>> limits = new HashMap<>();
        policies.forEach((process, policy) -> {
            if (!policy.document().limits().isEmpty()) {
                limits.put(process, policy.document().limits());
            }
        });
        return limits;
    }

    private static List<RequestName> names(List<Pending> pending) {
        return pending.stream()
                .filter(one -> one.repetition() != null)
                .map(Pending::name)
                .distinct()
                .toList();
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
