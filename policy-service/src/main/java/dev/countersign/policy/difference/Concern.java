package dev.countersign.policy.difference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which types of action something is about: those that are listed, or all where none is. */
final class Concern {

    private Concern() {}

    /** Whether it is about everything that it was about before, and more. */
    static boolean widens(Place place) {
        Set<String> before = types(place.before());
        Set<String> after = types(place.after());
        return after.isEmpty() || (!before.isEmpty() && after.containsAll(before));
    }

    private static Set<String> types(@Nullable JsonNode list) {
        Set<String> types = new HashSet<>();
        if (list != null) {
            list.forEach(type -> types.add(type.asText()));
        }
        return types;
    }
}
