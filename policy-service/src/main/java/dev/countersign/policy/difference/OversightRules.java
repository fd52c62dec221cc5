package dev.countersign.policy.difference;

import static dev.countersign.policy.difference.Texts.duration;
import static dev.countersign.policy.difference.Texts.of;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.policy.difference.Rule.Part;
import dev.countersign.policy.difference.Rule.Section;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a change of what happens after the fact means. */
final class OversightRules {

    static final Section OVERSIGHT = new Section(Map.of(
            "sample",
            number("the share that is read in samples afterwards", true),
            "loosen",
            new Part(
                    whole("a looser loop may be proposed from evidence", false),
                    new Section(Map.of(
                            "unchanged", number("the unchanged-approval rate that a looser loop asks for", true),
                            "weeks", number("the weeks of evidence that a looser loop asks for", true),
                            "volume", number("the reviews that a looser loop asks for", true)))),
            "tighten",
            new Part(
                    whole("the loop tightens by itself when quality drops", true),
                    new Section(Map.of(
                            "escapes", number("the escape rate that tightens the loop", false),
                            "unchanged", number("the unchanged-approval rate below which the loop tightens", true),
                            "window", OversightRules::window))),
            "minutesByHand",
            Rule.neutral(place ->
                    "the work by hand counts as " + of(place.after()) + " minutes instead of " + of(place.before()))));

    private OversightRules() {}

    private static Rule whole(String sentence, boolean tighter) {
        return place -> place.say(
                place.isAdded() ? sentence : "no longer: " + sentence, Effect.tighterIf(place.isAdded() == tighter));
    }

    private static Rule number(String what, boolean moreIsTighter) {
        return place -> {
            boolean rises = value(place.after()).compareTo(value(place.before())) > 0;
            place.say(
                    what + (rises ? " rises" : " falls") + " from " + of(place.before()) + " to " + of(place.after()),
                    Effect.tighterIf(rises == moreIsTighter));
        };
    }

    private static BigDecimal value(@Nullable JsonNode number) {
        return number == null ? BigDecimal.ZERO : number.decimalValue();
    }

    private static void window(Place place) {
        place.say(
                "quality is measured over " + duration(place.after()) + " instead of " + duration(place.before())
                        + ": whether the loop tightens later cannot be told",
                Effect.LOOSER);
    }
}
