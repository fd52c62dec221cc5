package dev.countersign.policy.evaluation;

import dev.countersign.contracts.policy.UsageLimit;
import dev.countersign.policy.evaluation.Ledger.Account;
import dev.countersign.policy.evaluation.Ledger.Line;
import dev.countersign.policy.evaluation.Recording.Former;
import dev.countersign.policy.evaluation.Recording.Known;
import dev.countersign.policy.evaluation.Recording.RequestName;
import dev.countersign.policy.evaluation.UsageSql.Asked;
import dev.countersign.policy.halt.HaltRepository;
import dev.countersign.policy.halt.Stopped;
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
    private final HaltRepository halts;
    private final Clock clock;

    KnownRepository(RecordingRepository rows, PublishedPolicies policies, HaltRepository halts, Clock clock) {
        this.rows = rows;
        this.policies = policies;
        this.halts = halts;
        this.clock = clock;
    }

    Future<Known> of(SqlConnection connection, List<Pending> pending) {
        Set<String> processes =
                pending.stream().map(one -> one.proposal().process()).collect(Collectors.toSet());
        Set<String> agents = pending.stream().map(Pending::agent).collect(Collectors.toSet());
        Map<String, List<UsageLimit>> expected = limits(policies.lastSeen(processes));
        Future<Map<Account, Line>> accounts = held(connection, expected);
        Future<Map<String, PublishedPolicy>> inForce = policies.inForce(connection, processes);
        Future<Stopped> stopped = halts.among(connection, processes, agents);
        Future<Map<RequestName, Former>> formers = rows.formers(connection, names(pending));
        return Future.all(accounts, inForce, stopped, formers)
                .compose(all -> ledger(connection, expected, limits(inForce.result()), accounts.result()))
                .map(ledger -> new Known(inForce.result(), stopped.result(), formers.result(), ledger, now()));
    }

    private Future<Ledger> ledger(
            SqlConnection connection,
            Map<String, List<UsageLimit>> expected,
            Map<String, List<UsageLimit>> actual,
            Map<Account, Line> accounts) {
        return actual.equals(expected)
                ? Future.succeededFuture(new Ledger(accounts))
                : held(connection, actual).map(Ledger::new);
    }

    private Future<Map<Account, Line>> held(SqlConnection connection, Map<String, List<UsageLimit>> limits) {
        if (limits.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Instant now = now();
        List<Asked> asked = limits.entrySet().stream()
                .flatMap(entry -> Asked.of(entry.getKey(), entry.getValue(), now).stream())
                .toList();
        Future<Void> locked = rows.lockLimits(connection, limits.keySet());
        Future<Map<Account, Line>> accounts = rows.accounts(connection, asked);
        return Future.all(locked, accounts).map(both -> accounts.result());
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

    private static Set<RequestName> names(List<Pending> pending) {
        return pending.stream()
                .filter(one -> one.repetition() != null)
                .map(Pending::name)
                .collect(Collectors.toSet());
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
