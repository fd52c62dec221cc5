package dev.countersign.policy.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.expressions.ActionShape;
import dev.countersign.expressions.Expression;
import dev.countersign.expressions.ExpressionException;
import dev.countersign.expressions.Fit;
import dev.countersign.expressions.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether every expression of a policy fits every type of action that it will be asked about: the schemas of the payloads are the
 * types of what it reads. What is no expression at all has been said by its {@link Shape}.
 */
final class ExpressionCheck {

    /** How many pairs of a rule and a type of action are looked at: each takes about a millisecond. */
    private static final int MAX_PAIRS = 2_000;

    private final JsonNode policy;
    private final Findings found;
    private final Map<String, ActionShape> shapes = new TreeMap<>();

    private ExpressionCheck(JsonNode policy, Findings found) {
        this.policy = policy;
        this.found = found;
        policy.path("actions")
                .properties()
                .forEach(action -> shapes.put(
                        action.getKey(),
                        new ActionShape(action.getKey(), action.getValue().get("schema"))));
    }

    static void check(JsonNode policy, Findings found) {
        ExpressionCheck check = new ExpressionCheck(policy, found);
        if (check.pairs() > MAX_PAIRS) {
            found.at("actions")
                    .add(
                            "are too many for so many signals and limits: say of each under actions which types it is about");
            return;
        }
        check.effects();
        check.signals();
        check.sums();
        check.fit(policy.at("/review/owner"), Type.PRINCIPALS, check.shapes.values(), found.at("review", "owner"));
        check.fit(policy.at("/review/approvals"), Type.INTEGER, check.shapes.values(), found.at("review", "approvals"));
        check.fit(
                policy.at("/review/reasonWhen"), Type.BOOLEAN, check.shapes.values(), found.at("review", "reasonWhen"));
    }

    private int pairs() {
        int pairs = 4 * shapes.size();
        for (JsonNode signal : policy.at("/patterns/exception-escalation/signals")) {
            pairs += escalating(named(signal)).size();
        }
        for (JsonNode limit : policy.path("limits")) {
            pairs += named(limit).size();
        }
        return pairs;
    }

    private void effects() {
        shapes.forEach((name, shape) -> fit(
                policy.path("actions").path(name).path("effect"),
                Type.STRING,
                List.of(shape),
                found.at("actions", name, "effect")));
    }

    private void signals() {
        policy.at("/patterns/exception-escalation/signals").properties().forEach(signal -> {
            Findings place = found.at("patterns", "exception-escalation", "signals", signal.getKey(), "when");
            List<ActionShape> asked = named(signal.getValue());
            fit(signal.getValue().path("when"), Type.BOOLEAN, escalating(asked), place)
                    .filter(Set::isEmpty)
                    .ifPresent(
                            never -> place.add("can never fire: it is about no type of action that it is asked about"));
        });
    }

    private void sums() {
        JsonNode limits = policy.path("limits");
        for (int i = 0; i < limits.size(); i++) {
            fit(
                    limits.path(i).path("sum"),
                    Type.NUMBER,
                    named(limits.path(i)),
                    found.at("limits", Integer.toString(i), "sum"));
        }
    }

    /** The types that a rule names; all, where it names none. */
    private List<ActionShape> named(JsonNode rule) {
        List<ActionShape> named = new ArrayList<>();
        rule.path("actions")
                .forEach(name -> Optional.ofNullable(shapes.get(name.asText())).ifPresent(named::add));
        return rule.hasNonNull("actions") ? named : List.copyOf(shapes.values());
    }

    /** Those whose signals are asked at all; where none are, the rule is written for later, and may be about any. */
    private List<ActionShape> escalating(List<ActionShape> asked) {
        List<ActionShape> escalating = asked.stream()
                .filter(shape ->
                        ActionScopeCheck.has(policy.path("actions").path(shape.type()), "exception-escalation"))
                .toList();
        return escalating.isEmpty() ? asked : escalating;
    }

    /** The types about which it says something; empty where that cannot be said. */
    private Optional<Set<String>> fit(JsonNode source, Type expected, Collection<ActionShape> asked, Findings place) {
        Optional<Expression> expression = written(source, expected);
        if (expression.isEmpty() || asked.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Fit.check(expression.get(), asked));
        } catch (ExpressionException e) {
            place.add(ExpressionShape.refusal(e));
            return Optional.empty();
        }
    }

    private static Optional<Expression> written(JsonNode source, Type expected) {
        try {
            return source.isTextual() ? Optional.of(Expression.of(source.asText(), expected)) : Optional.empty();
        } catch (ExpressionException e) {
            return Optional.empty();
        }
    }
}
