package dev.countersign.policy.difference;

import static dev.countersign.policy.difference.Texts.duration;
import static dev.countersign.policy.difference.Texts.of;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.policy.difference.Rule.Members;
import dev.countersign.policy.difference.Rule.Section;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a change of who reviews, and with what information, means. */
final class ReviewRules {

    static final Section REVIEW = new Section(Map.of(
            "owner",
            SlaRules.whoDecides("owns reviews"),
            "fallback",
            SlaRules.whoDecides("owns reviews whose owner cannot be found"),
            "approvals",
            ReviewRules::approvals,
            "requires",
            new Members(ReviewRules::required),
            "rejectReasons",
            new Members(Rule.neutral(place -> "reviewers may " + (place.isAdded() ? "give" : "no longer give")
                    + " the reason " + of(place.either()))),
            "freshFor",
            ReviewRules::freshFor,
            "readingTime",
            ReviewRules::readingTime,
            "reasonWhen",
            ReviewRules::reasonWhen));

    private ReviewRules() {}

    private static void approvals(Place place) {
        OptionalInt before = number(place.before());
        OptionalInt after = number(place.after());
        if (before.isEmpty() || after.isEmpty()) {
            place.say("how many people must approve is said otherwise: whether fewer do cannot be told", Effect.LOOSER);
            return;
        }
        int people = after.getAsInt();
        place.say(
                (people == 1 ? "1 person must approve" : people + " people must approve") + " instead of "
                        + before.getAsInt(),
                people == before.getAsInt() ? Effect.NEUTRAL : Effect.tighterIf(people > before.getAsInt()));
    }

    /** How many people an expression asks for, where it is no more than a number. */
    private static OptionalInt number(@Nullable JsonNode expression) {
        if (expression == null) {
            return OptionalInt.of(1);
        }
        String source = expression.asText().strip();
        return source.matches("[0-9]{1,4}") ? OptionalInt.of(Integer.parseInt(source)) : OptionalInt.empty();
    }

    private static void required(Place place) {
        String what = of(place.either());
        place.say(
                place.isAdded()
                        ? "a proposal without " + what + " is refused"
                        : "a proposal need not bring its " + what + " any more: a person would decide without",
                Effect.tighterIf(place.isAdded()));
    }

    private static void readingTime(Place place) {
        JsonNode before = place.before();
        JsonNode after = place.after();
        if (after == null) {
            place.say("an approval need not wait until there was time to read", Effect.LOOSER);
        } else if (before == null) {
            place.say("an approval is taken after " + duration(after) + " of reading", Effect.TIGHTER);
        } else {
            boolean longer = Duration.parse(after.asText()).compareTo(Duration.parse(before.asText())) > 0;
            place.say(
                    "an approval is taken after " + duration(after) + " of reading instead of " + duration(before),
                    Effect.tighterIf(longer));
        }
    }

    private static void reasonWhen(Place place) {
        if (place.isAdded()) {
            place.say("some approvals need a sentence of reason", Effect.TIGHTER);
        } else if (place.isRemoved()) {
            place.say("no approval needs a sentence of reason any more", Effect.LOOSER);
        } else {
            place.say(
                    "which approvals need a sentence of reason is said otherwise: whether fewer do cannot be told",
                    Effect.LOOSER);
        }
    }

    private static void freshFor(Place place) {
        JsonNode before = place.before();
        JsonNode after = place.after();
        if (after == null) {
            place.say("a decision never grows too old for its release", Effect.LOOSER);
        } else if (before == null) {
            place.say("a decision older than " + duration(after) + " passes the policy again", Effect.TIGHTER);
        } else {
            boolean shorter = Duration.parse(after.asText()).compareTo(Duration.parse(before.asText())) < 0;
            place.say(
                    "a decision stays good for " + duration(after) + " instead of " + duration(before),
                    Effect.tighterIf(shorter));
        }
    }
}
