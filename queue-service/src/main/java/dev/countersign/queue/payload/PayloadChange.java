package dev.countersign.queue.payload;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One difference between two payloads.
 *
 * @param pointer where, as an RFC 6901 JSON Pointer; empty for the whole
 * @param before absent where something was added
 * @param after absent where something was removed
 */
public record PayloadChange(
        String pointer,
        Kind change,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {

    /** What became of what is there. */
    public enum Kind {
        @JsonProperty("added")
        ADDED,
        @JsonProperty("removed")
        REMOVED,
        @JsonProperty("changed")
        CHANGED
    }

    /** Every difference, in the order of the later payload; numbers are compared by value. */
    public static List<PayloadChange> between(JsonNode before, JsonNode after) {
        List<PayloadChange> changes = new ArrayList<>();
        compare("", before, after, changes);
        return List.copyOf(changes);
    }

    private static void compare(
            String pointer, @Nullable JsonNode before, @Nullable JsonNode after, List<PayloadChange> changes) {
        if (before == null || after == null) {
            changes.add(new PayloadChange(pointer, before == null ? Kind.ADDED : Kind.REMOVED, before, after));
        } else if (before.isObject() && after.isObject()) {
            names(before, after)
                    .forEach(
                            name -> compare(pointer + "/" + escaped(name), before.get(name), after.get(name), changes));
        } else if (before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                compare(pointer + "/" + i, before.get(i), after.get(i), changes);
            }
        } else if (!isSame(before, after)) {
            changes.add(new PayloadChange(pointer, Kind.CHANGED, before, after));
        }
    }

    private static Set<String> names(JsonNode before, JsonNode after) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode side : List.of(after, before)) {
            for (Iterator<String> name = side.fieldNames(); name.hasNext(); ) {
                names.add(name.next());
            }
        }
        return names;
    }

    private static boolean isSame(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
