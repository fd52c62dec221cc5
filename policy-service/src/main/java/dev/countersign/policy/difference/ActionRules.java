package dev.countersign.policy.difference;

import static dev.countersign.policy.difference.Texts.of;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.policy.difference.Rule.Members;
import dev.countersign.policy.difference.Rule.Part;
import dev.countersign.policy.difference.Rule.Section;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a change of one action type means. */
final class ActionRules {

    private static final List<String> COSTS = List.of("low", "medium", "high");

    /** Words about a JSON Schema that refuse nothing. */
    private static final Set<String> REMARKS = Set.of("title", "description", "$comment");

    /** What holds values and no schemas: nothing in there is a remark. */
    private static final Set<String> VALUES = Set.of("const", "enum", "default", "examples");

    static final Part ACTION = new Part(
            ActionRules::action,
            new Section(Map.of(
                    "patterns",
                    new Members(ActionRules::pattern),
                    "reversible",
                    ActionRules::reversible,
                    "costOfError",
                    ActionRules::costOfError,
                    "show",
                    Rule.neutral(place -> place.name(1) + " is shown to reviewers as " + of(place.after())),
                    "effect",
                    Rule.neutral(place -> "what " + place.name(1) + " will do is said in other words"),
                    "schema",
                    ActionRules::schema)));

    private ActionRules() {}

    private static void action(Place place) {
        String type = place.name(0);
        if (place.isRemoved()) {
            place.say("agents may no longer propose " + type + ": it is blocked", Effect.TIGHTER);
        } else if (Sides.alwaysReviewed(place.either()) && !place.sides().expiryProceeds()) {
            place.say("agents may propose " + type + ", which was blocked: all of it goes to a person", Effect.NEUTRAL);
        } else {
            place.say("agents may propose " + type + ", which was blocked: it can go without a person", Effect.LOOSER);
        }
    }

    private static void pattern(Place place) {
        String type = place.name(2);
        String pattern = of(place.either());
        if (pattern.equals("review-before-send")) {
            place.say(
                    place.isAdded()
                            ? "every " + type + " is reviewed before it takes effect"
                            : "not every " + type + " is reviewed any more before it takes effect",
                    Effect.tighterIf(place.isAdded()));
            return;
        }
        boolean letsGo = pattern.equals("autonomous");
        String sentence = type + (place.isAdded() ? " is " : " is no longer ") + adjective(pattern);
        boolean matters = !alwaysReviewed(place, type);
        place.say(sentence, Effect.tighterIf(place.isAdded() != letsGo).where(matters));
    }

    /** Whether another pattern sends every one to a person, on the side that this pattern is not on. */
    private static boolean alwaysReviewed(Place place, String type) {
        JsonNode side = place.isAdded() && !of(place.either()).equals("autonomous")
                ? place.sides().before()
                : place.sides().after();
        return Sides.alwaysReviewed(side.path("actions").path(type));
    }

    private static String adjective(String pattern) {
        return switch (pattern) {
            case "confidence-gated" -> "gated by the agent's confidence";
            case "exception-escalation" -> "sent to a person by signals";
            case "autonomous" -> "allowed to go without a person, read in samples afterwards";
            default -> "supervised by the pattern " + pattern;
        };
    }

    private static void reversible(Place place) {
        boolean reversible = place.either().asBoolean();
        place.say(
                place.name(1)
                        + (reversible
                                ? " counts as something that can be undone: rules for what cannot no longer hold"
                                : " counts as something that cannot be undone"),
                Effect.tighterIf(!reversible));
    }

    private static void costOfError(Place place) {
        String sentence = "an error of " + place.name(1) + " counts as one of " + of(place.after())
                + " cost instead of " + of(place.before());
        place.say(sentence, Effect.tighterIf(cost(place.after()) > cost(place.before())));
    }

    private static int cost(@Nullable JsonNode word) {
        return COSTS.indexOf(of(word));
    }

    private static void schema(Place place) {
        String type = place.name(1);
        JsonNode before = place.before();
        JsonNode after = place.after();
        if (before == null) {
            place.say("payloads of " + type + " must satisfy a schema", Effect.TIGHTER);
        } else if (after == null) {
            place.say("payloads of " + type + " need not satisfy a schema any more", Effect.LOOSER);
        } else if (Place.same(withoutRemarks(before), withoutRemarks(after))) {
            place.say("the schema of " + type + " is described in other words", Effect.NEUTRAL);
        } else {
            place.say(
                    "the schema of " + type + " is another: whether it lets more through cannot be told",
                    Effect.LOOSER);
        }
    }

    private static JsonNode withoutRemarks(JsonNode schema) {
        JsonNode bare = schema.deepCopy();
        dropRemarks(bare);
        return bare;
    }

    private static void dropRemarks(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            object.properties()
                    .removeIf(field ->
                            REMARKS.contains(field.getKey()) && field.getValue().isTextual());
            object.properties().stream()
                    .filter(field -> !VALUES.contains(field.getKey()))
                    .forEach(field -> dropRemarks(field.getValue()));
        } else if (schema instanceof ArrayNode array) {
            array.forEach(ActionRules::dropRemarks);
        }
    }
}
