package dev.countersign.policy.difference;

import static dev.countersign.policy.difference.Texts.duration;
import static dev.countersign.policy.difference.Texts.of;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.policy.Impact;
import dev.countersign.policy.difference.Rule.Members;
import dev.countersign.policy.difference.Rule.Named;
import dev.countersign.policy.difference.Rule.Section;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a change of each field of a policy means. What has no rule here counts as looser, and so does what cannot be told from the
 * two documents alone: when in doubt, a second person looks.
 */
final class DocumentRules {

    private static final Set<String> NEED_PERSON = Arrays.stream(Impact.values())
            .filter(Impact::needsPerson)
            .map(impact -> impact.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    static final Section DOCUMENT = new Section(Map.ofEntries(
            Map.entry("process", place -> place.say("it is the policy of another process", Effect.LOOSER)),
            Map.entry(
                    "title",
                    Rule.neutral(place ->
                            "the title is “" + of(place.after()) + "” instead of “" + of(place.before()) + "”")),
            Map.entry("accountable", SlaRules.whoDecides("is accountable for the process")),
            Map.entry("impact", DocumentRules::impact),
            Map.entry("decidesAboutPersons", DocumentRules::decidesAboutPersons),
            Map.entry("basis", DocumentRules::basis),
            Map.entry("agents", new Members(DocumentRules::agent)),
            Map.entry("actions", new Named(ActionRules.ACTION)),
            Map.entry("patterns", PatternRules.PATTERNS),
            Map.entry("limits", LimitRules.LIMITS),
            Map.entry("review", ReviewRules.REVIEW),
            Map.entry("sla", SlaRules.SLA),
            Map.entry("notify", SlaRules.NOTIFY),
            Map.entry("oversight", OversightRules.OVERSIGHT),
            Map.entry("retention", new Section(Map.of("content", Rule.neutral(DocumentRules::retention))))));

    private DocumentRules() {}

    private static void impact(Place place) {
        String sentence = "an error touches what is " + of(place.after()) + " instead of " + of(place.before());
        boolean needed = needsPerson(place.before());
        boolean needs = needsPerson(place.after());
        if (needed == needs) {
            place.say(sentence, Effect.NEUTRAL);
        } else if (needs) {
            place.say(sentence + ": a person must look at every action", Effect.TIGHTER);
        } else {
            place.say(sentence + ": no rule says any more that a person must look at every action", Effect.LOOSER);
        }
    }

    private static boolean needsPerson(@Nullable JsonNode impact) {
        return impact != null && NEED_PERSON.contains(impact.asText());
    }

    private static void decidesAboutPersons(Place place) {
        boolean decides = place.sides().decidesAboutPersons();
        place.say(
                decides
                        ? "the process counts as one that decides about persons"
                        : "the process no longer counts as one that decides about persons",
                Effect.tighterIf(decides));
    }

    private static void basis(Place place) {
        if (place.isAdded()) {
            Effect effect = Effect.LOOSER.where(place.sides().decidesAboutPersons());
            place.say("a legal basis is recorded for deciding about persons without a person", effect);
        } else if (place.isRemoved()) {
            place.say("no legal basis is recorded any more for deciding without a person", Effect.TIGHTER);
        } else {
            place.say("another legal basis is recorded for deciding about persons", Effect.NEUTRAL);
        }
    }

    private static void agent(Place place) {
        String agent = of(place.either());
        if (place.isRemoved()) {
            place.say("the agent " + agent + " may no longer propose here", Effect.TIGHTER);
        } else if (place.sides().somethingGoesUnseen()) {
            place.say("the agent " + agent + " may propose here, and not everything goes to a person", Effect.LOOSER);
        } else {
            place.say("the agent " + agent + " may propose here; all of it goes to a person", Effect.NEUTRAL);
        }
    }

    private static String retention(Place place) {
        return "content is kept for " + kept(place.after()) + " instead of " + kept(place.before());
    }

    private static String kept(@Nullable JsonNode time) {
        return time == null ? "good" : duration(time);
    }
}
