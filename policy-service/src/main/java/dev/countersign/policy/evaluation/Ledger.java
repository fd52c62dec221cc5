package dev.countersign.policy.evaluation;

import dev.countersign.contracts.policy.UsageLimit;
import dev.countersign.policy.evaluation.Usage.Used;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The limits of some processes as running accounts, while one transaction holds them: what is used within each window, and what is
 * added to it. Used by one thread at a time.
 */
final class Ledger {

    /** Names a limit: the same name in two processes is two limits. */
    record Account(String process, String limit) {}

    /**
     * Where an account stands.
     *
     * @param uses how many uses there have ever been
     * @param total what they come to
     * @param last when the latest was; {@link Instant#EPOCH} where there was none
     * @param usesBefore how many there had been when the window began
     * @param totalBefore what they came to then
     */
    record Line(long uses, BigDecimal total, Instant last, long usesBefore, BigDecimal totalBefore) {

        static final Line NEW = new Line(0, BigDecimal.ZERO, Instant.EPOCH, 0, BigDecimal.ZERO);

        Used window() {
            return new Used(uses - usesBefore, total.subtract(totalBefore));
        }

        Line with(BigDecimal amount, Instant at) {
            return new Line(uses + 1, total.add(amount), at, usesBefore, totalBefore);
        }
    }

    /** One use, as it is written down. */
    record Use(Account account, Instant at, long uses, UUID evaluation, BigDecimal amount, BigDecimal total) {}

    private final Map<Account, Line> lines;
    private final List<Use> added = new ArrayList<>();

    /** Where accounts stand; those that are not in it have never been used. */
    Ledger(Map<Account, Line> lines) {
        this.lines = new HashMap<>(lines);
    }

    /** What is used of each of these limits. */
    Usage usage(String process, List<UsageLimit> limits) {
        Map<String, Used> used = new HashMap<>();
        for (UsageLimit limit : limits) {
            used.put(limit.name(), line(new Account(process, limit.name())).window());
        }
        return new Usage(used);
    }

    private Line line(Account account) {
        return lines.getOrDefault(account, Line.NEW);
    }

    /** Writes down what an action that goes without a person uses up of each limit. */
    void use(String process, UUID evaluation, Map<String, BigDecimal> amounts, Instant now) {
        amounts.forEach((limit, amount) -> {
            Account account = new Account(process, limit);
            Line former = line(account);
            Instant at = now.isBefore(former.last()) ? former.last() : now;
            Line line = former.with(amount, at);
            lines.put(account, line);
            added.add(new Use(account, at, line.uses(), evaluation, amount, line.total()));
        });
    }

    /** What has been written down, in order. */
    List<Use> added() {
        return List.copyOf(added);
    }
}
