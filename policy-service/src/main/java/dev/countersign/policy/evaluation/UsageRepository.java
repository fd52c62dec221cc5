package dev.countersign.policy.evaluation;

import dev.countersign.contracts.policy.UsageLimit;
import dev.countersign.policy.evaluation.Ledger.Account;
import dev.countersign.policy.evaluation.Ledger.Line;
import dev.countersign.policy.evaluation.UsageSql.Asked;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;

/** What the limits of a process hold, read in the current session. */
@ApplicationScoped
class UsageRepository {

    /** Whatever holds the limits of the process, an evaluation has its own use of them already. */
    record Self(UUID evaluation, Instant answeredAt) {}

    /** What is used of each limit. Until the current transaction ends, nobody else changes it. */
    Uni<Usage> lockedUsage(String process, List<UsageLimit> limits, Instant now) {
        return limits.isEmpty()
                ? Uni.createFrom().item(Usage.NONE)
                : select(UsageSql.LOCK, (Object) new String[] {process}).chain(() -> usage(process, limits, now));
    }

    /** The same without what an evaluation used up itself, which does not count against it. */
    Uni<Usage> lockedUsageBut(Self self, String process, List<UsageLimit> limits, Instant now) {
        return limits.isEmpty()
                ? Uni.createFrom().item(Usage.NONE)
                : lockedUsage(process, limits, now)
                        .chain(usage -> own(self, process, limits, now).map(usage::without));
    }

    private Uni<Map<String, BigDecimal>> own(Self self, String process, List<UsageLimit> limits, Instant now) {
        List<Asked> asked = Asked.of(process, limits, now);
        return select(
                        UsageSql.OWN,
                        asked.stream().map(one -> one.account().limit()).toArray(String[]::new),
                        asked.stream().map(one -> UsageSql.utc(one.since())).toArray(OffsetDateTime[]::new),
                        process,
                        UsageSql.utc(self.answeredAt()),
                        self.evaluation())
                .map(rows -> {
                    Map<String, BigDecimal> own = new HashMap<>();
                    rows.forEach(row -> own.put((String) row[0], decimal(row[1])));
                    return own;
                });
    }

    /** The same without the lock, for an answer that is recorded nowhere. */
    Uni<Usage> usage(String process, List<UsageLimit> limits, Instant now) {
        return limits.isEmpty()
                ? Uni.createFrom().item(Usage.NONE)
                : select(UsageSql.READ, UsageSql.reading(Asked.of(process, limits, now)))
                        .map(UsageRepository::ledger)
                        .map(ledger -> ledger.usage(process, limits));
    }

    private static Ledger ledger(List<Object[]> rows) {
        Map<Account, Line> lines = new HashMap<>();
        for (Object[] row : rows) {
            lines.put(
                    new Account((String) row[0], (String) row[1]),
                    new Line(
                            ((Number) row[2]).longValue(),
                            decimal(row[3]),
                            ((OffsetDateTime) row[4]).toInstant(),
                            ((Number) row[5]).longValue(),
                            decimal(row[6])));
        }
        return new Ledger(lines);
    }

    private static BigDecimal decimal(Object number) {
        return new BigDecimal(number.toString());
    }

    private static Uni<List<Object[]>> select(String sql, Object... parameters) {
        return Panache.getSession()
                .chain(session -> Uni.createFrom()
                        .completionStage(() -> ((MutinySessionImpl) session)
                                .getReactiveConnection()
                                .select(sql, parameters))
                        .map(result -> {
                            List<Object[]> rows = new ArrayList<>();
                            result.forEachRemaining(rows::add);
                            return rows;
                        }));
    }
}
