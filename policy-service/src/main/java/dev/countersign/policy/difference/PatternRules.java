package dev.countersign.policy.difference;

import static dev.countersign.policy.difference.Texts.of;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.policy.difference.Rule.Members;
import dev.countersign.policy.difference.Rule.Named;
import dev.countersign.policy.difference.Rule.Part;
import dev.countersign.policy.difference.Rule.Section;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a change of the patterns' settings means. Settings that decide about no action mean nothing. */
final class PatternRules {

    private static final String CONFIDENCE = "confidence-gated";
    private static final String EXCEPTION = "exception-escalation";

    private static final Part SIGNAL = new Part(
            PatternRules::signal,
            new Section(Map.of(
                    "when",
                    PatternRules::when,
                    "owner",
                    SlaRules.whoDecides("owns reviews with this signal"),
                    "urgency",
                    Rule.neutral(place -> "the urgency of the signal " + place.name(1) + " is " + of(place.after())),
                    "actions",
                    PatternRules::concern)));

    static final Section PATTERNS = new Section(Map.of(
            CONFIDENCE,
            new Part(
                    // Whether an action is gated by it is that action's own change.
                    Rule.neutral(place -> place.isAdded()
                            ? "a confidence threshold of " + of(place.either().get("threshold")) + " is set"
                            : "there is no confidence threshold any more"),
                    new Section(Map.of(
                            "threshold",
                            PatternRules::threshold,
                            "fields",
                            PatternRules::fields,
                            "actions",
                            new Named(new Part(
                                    PatternRules::ownThreshold,
                                    new Section(Map.of(
                                            "threshold", PatternRules::threshold, "fields", PatternRules::fields))))))),
            EXCEPTION,
            new Section(Map.of("signals", new Named(SIGNAL))),
            "autonomous",
            new Section(Map.of("report", PatternRules::report))));

    private PatternRules() {}

    private static void threshold(Place place) {
        boolean rises = place.either().decimalValue().compareTo(decimalBefore(place)) > 0;
        boolean matters = place.sides().gates(CONFIDENCE);
        String what = "the confidence threshold " + (rises ? "rises" : "falls") + " from " + of(place.before()) + " to "
                + of(place.after());
        String meaning = rises ? "more actions go to a person" : "fewer actions go to a person";
        place.say(
                what + (matters ? ": " + meaning : ": no action is decided by it"),
                Effect.tighterIf(rises).where(matters));
    }

    private static void ownThreshold(Place place) {
        place.say(
                place.name(0)
                        + (place.isAdded()
                                ? " has a confidence threshold of its own, "
                                        + of(place.either().get("threshold"))
                                : " has no confidence threshold of its own any more")
                        + ": whether fewer actions go to a person cannot be told",
                Effect.LOOSER.where(place.sides().gates(CONFIDENCE)));
    }

    private static BigDecimal decimalBefore(Place place) {
        var before = place.before();
        return before == null ? BigDecimal.ZERO : before.decimalValue();
    }

    /** No fields means the whole action, so that neither the first named field nor the last one gone can be compared. */
    private static void fields(Place place) {
        boolean comparable = !isEmpty(place.before()) && !isEmpty(place.after());
        if (comparable) {
            new Members(PatternRules::field).look(place);
        } else {
            place.say(
                    isEmpty(place.after())
                            ? "the confidence of the whole action counts instead of that of named fields"
                            : "the confidence of named fields counts instead of that of the whole action",
                    Effect.LOOSER.where(place.sides().gates(CONFIDENCE)));
        }
    }

    private static boolean isEmpty(@Nullable JsonNode fields) {
        return fields == null || fields.isEmpty();
    }

    private static void field(Place place) {
        String sentence = "the agent's confidence in " + of(place.either())
                + (place.isAdded() ? " counts as well" : " no longer counts: fewer actions go to a person");
        place.say(
                sentence, Effect.tighterIf(place.isAdded()).where(place.sides().gates(CONFIDENCE)));
    }

    private static void signal(Place place) {
        String sentence = place.isAdded()
                ? "the signal " + place.name(0) + " sends actions to a person"
                : "the signal " + place.name(0) + " no longer sends actions to a person";
        place.say(
                sentence, Effect.tighterIf(place.isAdded()).where(place.sides().gates(EXCEPTION)));
    }

    private static void when(Place place) {
        place.say(
                "the signal " + place.name(1) + " has another condition: whether it fires less cannot be told",
                Effect.LOOSER.where(place.sides().gates(EXCEPTION)));
    }

    private static void concern(Place place) {
        boolean wider = Concern.widens(place);
        place.say(
                "the signal " + place.name(1) + " is about "
                        + (wider ? "more types of action" : "fewer, or other, types of action"),
                Effect.tighterIf(wider).where(place.sides().gates(EXCEPTION)));
    }

    private static void report(Place place) {
        place.say(
                place.isRemoved()
                        ? "no autonomy report is named any more"
                        : "autonomy rests on the report " + of(place.after()),
                Effect.LOOSER.where(!place.isRemoved() && place.sides().gates("autonomous")));
    }
}
