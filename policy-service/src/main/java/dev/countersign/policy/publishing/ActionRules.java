package dev.countersign.policy.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.policy.ActionPolicy;
import dev.countersign.contracts.policy.Pattern;
import dev.countersign.contracts.policy.PatternSettings.ConfidenceGate;
import dev.countersign.contracts.policy.PatternSettings.ExceptionEscalation;
import dev.countersign.contracts.policy.PatternSettings.Signal;
import dev.countersign.contracts.policy.PatternSettings.Threshold;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.contracts.policy.UsageLimit;
import dev.countersign.expressions.Compiled;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says of one type of action, compiled: of all its rules those that are about such an action, and of these what is
 * left of them where the type is known.
 *
 * @param threshold of confidence; absent where the policy gives none
 * @param signals that an agent may give or that may be found in the action, in the order of their names; absent where the policy
 *     names none
 * @param limits that such an action counts towards, in the policy's order
 * @param schema of the payload; absent where it may hold anything
 */
public record ActionRules(
        ActionPolicy action,
        @Nullable Threshold threshold,
        @Nullable List<CompiledSignal> signals,
        List<CompiledLimit> limits,
        @Nullable PayloadSchema schema) {

    public ActionRules {
        signals = signals == null ? null : List.copyOf(signals);
        limits = List.copyOf(limits);
    }

    /**
     * A signal that can be asked whether it fires.
     *
     * @param when absent where it can only be false for such an action: then it fires by its name alone
     */
    public record CompiledSignal(
            String name, Signal settings, @Nullable Compiled when) {}

    /**
     * A usage limit.
     *
     * @param sum absent where the limit counts
     */
    public record CompiledLimit(
            UsageLimit settings, @Nullable Compiled sum) {}

    static ActionRules of(String type, ActionPolicy action, PolicyDocument document, Compilation expressions) {
        ConfidenceGate gate = document.patterns().confidenceGated();
        JsonNode schema = action.schema();
        return new ActionRules(
                action,
                gate == null ? null : gate.of(type),
                action.has(Pattern.EXCEPTION_ESCALATION) ? signals(type, document, expressions) : List.of(),
                document.limits().stream()
                        .filter(limit -> limit.concerns(type))
                        .map(limit -> new CompiledLimit(limit, expressions.sum(limit, type)))
                        .toList(),
                schema == null ? null : PayloadSchema.of(schema));
    }

    private static @Nullable List<CompiledSignal> signals(
            String type, PolicyDocument document, Compilation expressions) {
        ExceptionEscalation escalation = document.patterns().exceptionEscalation();
        if (escalation == null) {
            return null;
        }
        Map<String, Signal> byName = new TreeMap<>(escalation.signals());
        byName.values().removeIf(signal -> !signal.concerns(type));
        return byName.entrySet().stream()
                .map(entry ->
                        new CompiledSignal(entry.getKey(), entry.getValue(), expressions.when(entry.getValue(), type)))
                .toList();
    }
}
