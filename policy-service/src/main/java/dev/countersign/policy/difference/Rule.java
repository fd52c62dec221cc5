package dev.countersign.policy.difference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a difference at one place of a policy means. */
@FunctionalInterface
interface Rule {

    /** Called where the two sides differ; at most one of them has nothing there. */
    void look(Place place);

    default void compare(Place place) {
        if (!place.isSame()) {
            look(place);
        }
    }

    /** What nobody has said the meaning of may be about whether a person looks. */
    Rule UNKNOWN = place -> place.say(
            place.pointer() + " is different, and what that means is not known here: it counts as looser",
            Effect.LOOSER);

    /** A change that is not about whether a person looks. */
    static Rule neutral(Function<Place, String> sentence) {
        return place -> place.say(sentence.apply(place), Effect.NEUTRAL);
    }

    /** A section of fields, each with its rule. */
    record Section(Map<String, Rule> fields) implements Rule {
        @Override
        public void look(Place place) {
            Set<String> names = new LinkedHashSet<>(names(place.after()));
            names.addAll(names(place.before()));
            names.forEach(name -> fields.getOrDefault(name, UNKNOWN).compare(place.at(name)));
        }
    }

    /** What may be there or not as a whole, and has parts where it is there on both sides. */
    record Part(Rule whole, Section parts) implements Rule {
        @Override
        public void look(Place place) {
            (place.isAdded() || place.isRemoved() ? whole : parts).look(place);
        }
    }

    /** Things by name. */
    record Named(Rule each) implements Rule {
        @Override
        public void look(Place place) {
            Set<String> names = new TreeSet<>(names(place.before()));
            names.addAll(names(place.after()));
            names.forEach(name -> each.compare(place.at(name)));
        }
    }

    /** A list whose order means nothing, of things that have a name in a field. */
    record Keyed(String key, Rule each) implements Rule {
        @Override
        public void look(Place place) {
            List<JsonNode> before = elements(place.before());
            List<JsonNode> after = elements(place.after());
            for (int i = 0; i < after.size(); i++) {
                each.compare(place.below(Integer.toString(i), named(before, after.get(i)), after.get(i)));
            }
            for (int i = 0; i < before.size(); i++) {
                if (named(after, before.get(i)) == null) {
                    each.look(place.below(Integer.toString(i), before.get(i), null));
                }
            }
        }

        private @Nullable JsonNode named(List<JsonNode> among, JsonNode like) {
            return among.stream()
                    .filter(element -> element.path(key).equals(like.path(key)))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** A list whose order means nothing, of things that are there or not. */
    record Members(Rule each) implements Rule {
        @Override
        public void look(Place place) {
            List<JsonNode> before = elements(place.before());
            List<JsonNode> after = elements(place.after());
            without(before, after).forEach(i -> each.look(place.below(Integer.toString(i), before.get(i), null)));
            without(after, before).forEach(i -> each.look(place.below(Integer.toString(i), null, after.get(i))));
        }

        /** Which of these are not among the others, each of the others taken once. */
        private static List<Integer> without(List<JsonNode> these, List<JsonNode> others) {
            List<JsonNode> left = new ArrayList<>(others);
            return IntStream.range(0, these.size())
                    .filter(i -> !takeOut(left, these.get(i)))
                    .boxed()
                    .toList();
        }

        private static boolean takeOut(List<JsonNode> left, JsonNode wanted) {
            for (int i = 0; i < left.size(); i++) {
                if (Place.same(left.get(i), wanted)) {
                    left.remove(i);
                    return true;
                }
            }
            return false;
        }
    }

    private static List<String> names(@Nullable JsonNode node) {
        List<String> names = new ArrayList<>();
        (node == null ? MissingNode.getInstance() : node).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<JsonNode> elements(@Nullable JsonNode node) {
        List<JsonNode> elements = new ArrayList<>();
        (node == null ? MissingNode.getInstance() : node).forEach(elements::add);
        return elements;
    }
}
