package dev.countersign.policy.difference;

import static dev.countersign.policy.difference.Texts.duration;
import static dev.countersign.policy.difference.Texts.of;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.policy.difference.Rule.Keyed;
import dev.countersign.policy.difference.Rule.Part;
import dev.countersign.policy.difference.Rule.Section;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a change of the limits on what goes without a person means. A limit is known by its name. */
final class LimitRules {

    static final Keyed LIMITS = new Keyed(
            "name",
            new Part(
                    LimitRules::limit,
                    new Section(Map.of(
                            "name",
                            Rule.UNKNOWN,
                            "per",
                            LimitRules::per,
                            "count",
                            LimitRules::most,
                            "sum",
                            LimitRules::another,
                            "max",
                            LimitRules::most,
                            "then",
                            LimitRules::then,
                            "actions",
                            LimitRules::concern))));

    private LimitRules() {}

    private static void limit(Place place) {
        place.say(
                "the limit " + of(place.either().get("name")) + (place.isAdded() ? " holds" : " no longer holds"),
                Effect.tighterIf(place.isAdded()));
    }

    private static void per(Place place) {
        boolean longer = time(place.after()).compareTo(time(place.before())) > 0;
        place.say(
                name(place) + " counts within " + duration(place.after()) + " instead of " + duration(place.before()),
                Effect.tighterIf(longer));
    }

    private static Duration time(@Nullable JsonNode time) {
        return time == null ? Duration.ZERO : Duration.parse(time.asText());
    }

    private static void most(Place place) {
        JsonNode before = place.before();
        JsonNode after = place.after();
        if (before == null || after == null) {
            another(place);
            return;
        }
        boolean lower = after.decimalValue().compareTo(before.decimalValue()) < 0;
        place.say(
                name(place) + (lower ? " falls" : " rises") + " from " + of(before) + " to " + of(after)
                        + (lower ? "" : ": more may go without a person"),
                Effect.tighterIf(lower));
    }

    private static void another(Place place) {
        place.say(name(place) + " counts something else: whether more may go cannot be told", Effect.LOOSER);
    }

    private static void concern(Place place) {
        boolean wider = Concern.widens(place);
        place.say(
                name(place) + " counts " + (wider ? "more types of action" : "fewer, or other, types of action"),
                Effect.tighterIf(wider));
    }

    private static void then(Place place) {
        boolean blocks = of(place.after()).equals("block");
        place.say(
                "what is past " + name(place)
                        + (blocks ? " is blocked instead of reviewed" : " is reviewed instead of blocked"),
                Effect.tighterIf(blocks));
    }

    /** The limit's name; on the side that is later, where the pointer leads to. */
    private static String name(Place place) {
        int index = Integer.parseInt(place.name(1));
        return "the limit "
                + of(place.sides().after().path("limits").path(index).get("name"));
    }
}
