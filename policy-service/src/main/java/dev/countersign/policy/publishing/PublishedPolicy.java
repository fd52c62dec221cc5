package dev.countersign.policy.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.policy.ActionPolicy;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.contracts.policy.UsageLimit;
import dev.countersign.problems.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One published version of a policy, with its expressions and schemas compiled. Immutable, as the version itself is.
 *
 * @param version 1 for the first that was published
 * @param rules by type of action: however many rules a policy has, an action meets those that are about it
 */
public record PublishedPolicy(int version, PolicyDocument document, Map<String, ActionRules> rules) {

    public PublishedPolicy {
        rules = Map.copyOf(rules);
    }

    /** Compiles a version. What it was checked for when it was published is not asked again. */
    public static PublishedPolicy of(int version, PolicyDocument document) {
        Compilation expressions = new Compilation();
        Map<String, ActionRules> rules = new HashMap<>();
        document.actions()
                .forEach((type, action) -> rules.put(type, ActionRules.of(type, action, document, expressions)));
        return new PublishedPolicy(version, document, rules);
    }

    /** What it says of a type of action; empty where agents may not propose it. */
    public Optional<ActionRules> rules(String type) {
        return Optional.ofNullable(rules.get(type));
    }

    /** How an action type is supervised; empty where agents may not propose it. */
    public Optional<ActionPolicy> action(String type) {
        return rules(type).map(ActionRules::action);
    }

    /** The limits that an action of a type counts towards, in the policy's order. */
    public List<UsageLimit> limits(String type) {
        return rules(type)
                .map(found -> found.limits().stream()
                        .map(ActionRules.CompiledLimit::settings)
                        .toList())
                .orElse(List.of());
    }

    public boolean names(String agent) {
        return document.agents().contains(agent);
    }

    /** What is wrong with a payload of an action type, by JSON Pointers below the prefix. */
    public List<Violation> payloadViolations(String type, JsonNode payload, String prefix) {
        @Nullable PayloadSchema schema = rules(type).map(ActionRules::schema).orElse(null);
        return schema == null ? List.of() : schema.violations(payload, prefix);
    }
}
