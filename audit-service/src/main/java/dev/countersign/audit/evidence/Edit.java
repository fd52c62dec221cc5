package dev.countersign.audit.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a reviewer changed before approving.
 *
 * @param original the payload that the agent had proposed or last revised
 * @param decided the payload that was approved instead
 * @param changes what differs, field by field
 */
public record Edit(UUID review, Instant at, JsonNode original, JsonNode decided, List<Change> changes) {

    /**
     * One difference.
     *
     * @param pointer where, as an RFC 6901 JSON Pointer
     * @param from absent where something was added
     * @param to absent where something was taken away
     */
    public record Change(
            String pointer,
            @Nullable JsonNode from,
            @Nullable JsonNode to) {}

    static Edit of(UUID review, Instant at, JsonNode original, JsonNode decided) {
        List<Change> changes = new ArrayList<>();
        compare("", original, decided, changes);
        return new Edit(review, at, original, decided, changes);
    }

    private static void compare(String pointer, @Nullable JsonNode from, @Nullable JsonNode to, List<Change> changes) {
        if (from != null && to != null && from.isObject() && to.isObject()) {
            for (String name : names(from, to)) {
                compare(pointer + "/" + escaped(name), from.get(name), to.get(name), changes);
            }
        } else if (from != null && to != null && from.isArray() && to.isArray()) {
            for (int i = 0; i < Math.max(from.size(), to.size()); i++) {
                compare(pointer + "/" + i, from.get(i), to.get(i), changes);
            }
        } else if (!same(from, to)) {
            changes.add(new Change(pointer, from, to));
        }
    }

    /** Numbers are compared by value: 10 and 10.0 are one price. */
    private static boolean same(@Nullable JsonNode from, @Nullable JsonNode to) {
        if (from == null || to == null) {
            return from == to;
        }
        return from.isNumber() && to.isNumber()
                ? from.decimalValue().compareTo(to.decimalValue()) == 0
                : from.equals(to);
    }

    private static Set<String> names(JsonNode from, JsonNode to) {
        Set<String> names = new LinkedHashSet<>();
        from.fieldNames().forEachRemaining(names::add);
        to.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
