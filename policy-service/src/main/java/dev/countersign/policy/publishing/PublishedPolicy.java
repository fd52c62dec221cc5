package dev.countersign.policy.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.policy.ActionPolicy;
import dev.countersign.contracts.policy.PatternSettings.ExceptionEscalation;
import dev.countersign.contracts.policy.PatternSettings.Signal;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.contracts.policy.UsageLimit;
import dev.countersign.expressions.Compiled;
import dev.countersign.expressions.ExpressionException;
import dev.countersign.expressions.Expressions;
import dev.countersign.expressions.Type;
import dev.countersign.problems.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One published version of a policy, with its expressions and schemas compiled. Immutable, as the version itself is.
 *
 * @param version 1 for the first that was published
 * @param signals by name, in the order of names
 * @param sums the compiled {@code sum} of each limit that has one, by the limit's name
 * @param schemas the payload's schema of each action type that has one
 */
public record PublishedPolicy(
        int version,
        PolicyDocument document,
        Map<String, CompiledSignal> signals,
        Map<String, Compiled> sums,
        Map<String, PayloadSchema> schemas) {

    /** A signal that can be asked whether it fires. */
    public record CompiledSignal(Signal settings, Compiled when) {}

    /** Compiles a version. */
    public static PublishedPolicy of(int version, PolicyDocument document) {
        return new PublishedPolicy(version, document, signals(document), sums(document), schemas(document));
    }

    private static Map<String, CompiledSignal> signals(PolicyDocument document) {
        Map<String, CompiledSignal> compiled = new TreeMap<>();
        ExceptionEscalation escalation = document.patterns().exceptionEscalation();
        if (escalation != null) {
            escalation
                    .signals()
                    .forEach((name, signal) ->
                            compiled.put(name, new CompiledSignal(signal, compile(signal.when(), Type.BOOLEAN))));
        }
        return compiled;
    }

    private static Map<String, Compiled> sums(PolicyDocument document) {
        Map<String, Compiled> compiled = new HashMap<>();
        for (UsageLimit limit : document.limits()) {
            String sum = limit.sum();
            if (sum != null) {
                compiled.put(limit.name(), compile(sum, Type.NUMBER));
            }
        }
        return compiled;
    }

    private static Map<String, PayloadSchema> schemas(PolicyDocument document) {
        Map<String, PayloadSchema> compiled = new HashMap<>();
        document.actions().forEach((type, action) -> {
            JsonNode schema = action.schema();
            if (schema != null) {
                compiled.put(type, PayloadSchema.of(schema));
            }
        });
        return compiled;
    }

    private static Compiled compile(String source, Type type) {
        try {
            return Expressions.compile(source, type);
        } catch (ExpressionException e) {
            throw new IllegalStateException("a published expression does not compile: " + e.getMessage(), e);
        }
    }

    /** How an action type is supervised; empty where agents may not propose it. */
    public Optional<ActionPolicy> action(String type) {
        return Optional.ofNullable(document.actions().get(type));
    }

    public boolean names(String agent) {
        return document.agents().contains(agent);
    }

    /** What is wrong with a payload of an action type, by JSON Pointers below the prefix. */
    public List<Violation> payloadViolations(String type, JsonNode payload, String prefix) {
        @Nullable PayloadSchema schema = schemas.get(type);
        return schema == null ? List.of() : schema.violations(payload, prefix);
    }
}
