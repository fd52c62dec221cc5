package dev.countersign.policy.evaluation;

import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.contracts.policy.UsageLimit;
import dev.countersign.expressions.Compiled;
import dev.countersign.expressions.EvaluationException;
import dev.countersign.expressions.Reading;
import dev.countersign.policy.evaluation.Usage.Used;
import dev.countersign.policy.publishing.ActionRules.CompiledLimit;
import dev.countersign.policy.publishing.PublishedPolicy;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Whether an action would go past a limit of what may go without a person. */
final class Limits {

    private Limits() {}

    /**
     * What each limit that the action would go past says, in the policy's order.
     *
     * @param scope the action, of a type that the policy knows
     * @param amounts filled with what the action would use up of each limit
     */
    static Map<Reason, Outcome> ask(
            PublishedPolicy policy, Reading scope, Usage usage, Map<String, BigDecimal> amounts) {
        Map<Reason, Outcome> past = new LinkedHashMap<>();
        String type = scope.scope().action().type();
        for (CompiledLimit compiled : policy.rules(type).orElseThrow().limits()) {
            UsageLimit limit = compiled.settings();
            Compiled sum = compiled.sum();
            if (sum == null) {
                askCount(limit, usage, past);
                amounts.put(limit.name(), BigDecimal.ONE);
            } else {
                askSum(limit, sum, scope, usage, amounts, past);
            }
        }
        return past;
    }

    /** Whether an action that would use up so much goes past none of them. */
    static boolean fits(List<UsageLimit> limits, Map<String, BigDecimal> amounts, Usage usage) {
        return limits.stream().noneMatch(limit -> {
            BigDecimal amount = amounts.get(limit.name());
            return amount != null && past(limit, usage.of(limit.name()), amount);
        });
    }

    private static boolean past(UsageLimit limit, Used used, BigDecimal amount) {
        Long count = limit.count();
        return count != null
                ? used.count() >= count
                : used.sum().add(amount).compareTo(Objects.requireNonNull(limit.max())) > 0;
    }

    private static void askCount(UsageLimit limit, Usage usage, Map<Reason, Outcome> past) {
        if (past(limit, usage.of(limit.name()), BigDecimal.ONE)) {
            past.put(
                    exceeded(limit, limit.count() + " actions within " + limit.per() + " are used up"),
                    outcome(limit.then()));
        }
    }

    private static void askSum(
            UsageLimit limit,
            Compiled sum,
            Reading scope,
            Usage usage,
            Map<String, BigDecimal> amounts,
            Map<Reason, Outcome> past) {
        try {
            BigDecimal amount = sum.evaluate(scope).asDecimal();
            if (amount.signum() < 0) {
                // It would make room for others.
                past.put(unreadable(limit, "it is below zero"), Outcome.REVIEW);
                return;
            }
            amounts.put(limit.name(), amount);
            Used used = usage.of(limit.name());
            if (past(limit, used, amount)) {
                past.put(
                        exceeded(
                                limit,
                                plain(amount) + " on top of " + plain(used.sum()) + " is above "
                                        + plain(Objects.requireNonNull(limit.max())) + " within " + limit.per()),
                        outcome(limit.then()));
            }
        } catch (EvaluationException e) {
            past.put(unreadable(limit, String.valueOf(e.getMessage())), Outcome.REVIEW);
        }
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static Reason exceeded(UsageLimit limit, String detail) {
        return new Reason("limit:" + limit.name(), "limit-exceeded", detail);
    }

    private static Reason unreadable(UsageLimit limit, String why) {
        return new Reason(
                "limit:" + limit.name(),
                "expression-failed",
                "what counts towards the limit cannot be read from this action: " + why);
    }

    private static Outcome outcome(UsageLimit.Then then) {
        return switch (then) {
            case REVIEW -> Outcome.REVIEW;
            case BLOCK -> Outcome.BLOCK;
        };
    }
}
