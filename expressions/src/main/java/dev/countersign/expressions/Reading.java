package dev.countersign.expressions;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelVariableResolver;
import java.util.Optional;

/**
 * One scope, as the expressions of one evaluation read it: what several of them ask for is converted once, when the first asks. For
 * one thread.
 */
public final class Reading {

    private final Budget budget = new Budget();
    private final Scope scope;
    private final Optional<Object> action;
    private final Optional<Object> content;
    private final Optional<Object> confidence;
    private final Optional<Object> signals;
    private final long signalsCost;
    private final CelVariableResolver variables = this::variable;

    private Reading(Scope scope) {
        this.scope = scope;
        this.action = Optional.of(ScopeValue.of(scope.action(), budget));
        this.content = Optional.of(ScopeValue.of(scope.content(), budget));
        Double sure = scope.confidence();
        this.confidence = Optional.of(sure == null ? NullValue.NULL_VALUE : sure);
        this.signals = Optional.of(scope.signals());
        this.signalsCost =
                1L + scope.signals().stream().mapToLong(s -> 1L + s.length()).sum();
    }

    public static Reading of(Scope scope) {
        return new Reading(scope);
    }

    public Scope scope() {
        return scope;
    }

    /** The variables, for an expression that begins with its whole budget. */
    CelVariableResolver variables() {
        budget.refill();
        return variables;
    }

    Budget budget() {
        return budget;
    }

    private Optional<Object> variable(String name) {
        return switch (name) {
            case Variables.ACTION -> action;
            case Variables.CASE -> content;
            case Variables.CONFIDENCE -> confidence;
            case Variables.SIGNALS -> {
                budget.spend(signalsCost);
                yield signals;
            }
            default -> Optional.empty();
        };
    }
}
