package dev.countersign.policy.difference;

import static dev.countersign.policy.difference.Texts.duration;
import static dev.countersign.policy.difference.Texts.of;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.policy.difference.Rule.Members;
import dev.countersign.policy.difference.Rule.Section;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a change of the clock means. As long as time being up ends in a rejection, it is not about whether a person looks; where it
 * lets an action proceed, less time and fewer who are told mean that fewer are looked at.
 */
final class SlaRules {

    static final Section SLA = new Section(Map.of(
            "calendar",
            SlaRules::calendar,
            "pickUp",
            SlaRules::pickUp,
            "decide",
            SlaRules::decide,
            "steps",
            new Members(SlaRules::step),
            "onExpiry",
            SlaRules::onExpiry));

    static final Members NOTIFY = new Members(place -> whileExpiryProceeds(
            place,
            of(place.either().get("to")) + " is " + (place.isAdded() ? "" : "no longer ") + "told by "
                    + of(place.either().get("channel")),
            place.isAdded()));

    private SlaRules() {}

    /** A change of who is asked: not of whether somebody is, unless nobody answering lets an action go. */
    static Rule whoDecides(String does) {
        return place -> whileExpiryProceeds(
                place,
                (place.isRemoved() ? "nobody in particular" : of(place.after())) + " " + does
                        + (place.isAdded() ? "" : " instead of " + of(place.before())),
                false);
    }

    private static void whileExpiryProceeds(Place place, String sentence, boolean tighter) {
        place.say(sentence, Effect.tighterIf(tighter).where(place.sides().expiryProceeds()));
    }

    private static void calendar(Place place) {
        if (place.isAdded()) {
            whileExpiryProceeds(place, "the clock runs in working time only", true);
        } else {
            whileExpiryProceeds(
                    place,
                    place.isRemoved() ? "the clock runs around the clock" : "the working time is another",
                    false);
        }
    }

    private static void pickUp(Place place) {
        whileExpiryProceeds(
                place,
                "somebody must be on it within " + duration(place.after()) + " instead of " + duration(place.before()),
                !longer(place));
    }

    private static void decide(Place place) {
        whileExpiryProceeds(
                place,
                "it must be decided within " + duration(place.after()) + " instead of " + duration(place.before()),
                longer(place));
    }

    private static boolean longer(Place place) {
        return time(place.after()).compareTo(time(place.before())) > 0;
    }

    private static Duration time(@Nullable JsonNode time) {
        return time == null ? Duration.ZERO : Duration.parse(time.asText());
    }

    private static void step(Place place) {
        JsonNode step = place.either();
        String what = step.hasNonNull("remind") ? "a reminder" : "a step up to " + of(step.get("escalate"));
        whileExpiryProceeds(
                place,
                what + " after " + duration(step.get("at")) + (place.isAdded() ? " is added" : " is taken out"),
                place.isAdded());
    }

    private static void onExpiry(Place place) {
        boolean proceeds = place.sides().expiryProceeds();
        boolean proceeded = of(place.before()).equals("proceed");
        String sentence =
                "what nobody decides in time " + fate(of(place.after())) + " instead of " + gerund(of(place.before()));
        place.say(sentence, Effect.tighterIf(!proceeds).where(proceeds || proceeded));
    }

    private static String fate(String onExpiry) {
        return switch (onExpiry) {
            case "reject" -> "is rejected";
            case "escalate" -> "moves up";
            default -> "proceeds without a person";
        };
    }

    private static String gerund(String onExpiry) {
        return switch (onExpiry) {
            case "reject" -> "being rejected";
            case "escalate" -> "moving up";
            default -> "proceeding without a person";
        };
    }
}
