package dev.countersign.policy.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.problems.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Whether the types of action that a rule is restricted to are there, and ask it at all: a rule that never speaks is a mistake. */
final class ActionScopeCheck {

    private final JsonNode actions;
    private final List<String> types = new ArrayList<>();

    private ActionScopeCheck(JsonNode actions) {
        this.actions = actions;
        actions.fieldNames().forEachRemaining(types::add);
    }

    static void check(JsonNode policy, Findings found) {
        ActionScopeCheck check = new ActionScopeCheck(policy.path("actions"));
        policy.at("/patterns/exception-escalation/signals")
                .properties()
                .forEach(signal -> check.listed(
                        signal.getValue(),
                        found.at("patterns", "exception-escalation", "signals", signal.getKey()),
                        check::escalates));
        JsonNode limits = policy.path("limits");
        for (int i = 0; i < limits.size(); i++) {
            check.listed(limits.path(i), found.at("limits", Integer.toString(i)), (type, place) -> {});
        }
        policy.at("/patterns/confidence-gated/actions").fieldNames().forEachRemaining(type -> {
            Findings place = found.at("patterns", "confidence-gated", "actions", type);
            check.unknown(type).ifPresentOrElse(place::add, () -> check.isGated(type, place));
        });
    }

    private void listed(JsonNode rule, Findings place, BiConsumer<String, Findings> known) {
        JsonNode names = rule.path("actions");
        for (int i = 0; i < names.size(); i++) {
            Findings element = place.at("actions", Integer.toString(i));
            String type = names.path(i).asText();
            unknown(type).ifPresentOrElse(element::add, () -> known.accept(type, element));
        }
    }

    private Optional<String> unknown(String type) {
        return types.contains(type) ? Optional.empty() : Optional.of(NearestName.refusal(type, types));
    }

    private void escalates(String type, Findings place) {
        if (!has(actions.path(type), "exception-escalation")) {
            place.add(type + " is not asked for signals: add exception-escalation to its patterns");
        }
    }

    private void isGated(String type, Findings place) {
        if (!has(actions.path(type), "confidence-gated")) {
            place.add(type + " is not asked for confidence: add confidence-gated to its patterns");
        }
    }

    static boolean has(JsonNode action, String pattern) {
        for (JsonNode chosen : action.path("patterns")) {
            if (chosen.asText().equals(pattern)) {
                return true;
            }
        }
        return false;
    }
}
