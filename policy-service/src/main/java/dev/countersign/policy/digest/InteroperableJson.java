package dev.countersign.policy.digest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.problems.Violation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a JSON value is one that every system reads alike (I-JSON, RFC 7493). RFC 8785 is defined for such values only: a number
 * past the precision of a double would share its canonical form, and so its digest, with its neighbours, and a release for one amount
 * would be good for another.
 */
public final class InteroperableJson {

    private static final int MAX_FOUND = 20;

    private InteroperableJson() {}

    /** What is in the way, by JSON Pointers below the prefix. */
    public static List<Violation> violations(JsonNode json, String prefix) {
        List<Violation> found = new ArrayList<>();
        look(json, prefix, found);
        return found;
    }

    private static void look(JsonNode node, String pointer, List<Violation> found) {
        if (found.size() >= MAX_FOUND) {
            return;
        }
        if (node.isNumber() && !exact(node)) {
            found.add(new Violation(
                    pointer, "is a number that not every system reads alike; send it as a text, or with fewer digits"));
        } else if (node.isTextual() && !wellFormed(node.asText())) {
            found.add(new Violation(pointer, "has half of a surrogate pair in it, which is no character"));
        } else {
            lookInside(node, pointer, found);
        }
    }

    private static void lookInside(JsonNode node, String pointer, List<Violation> found) {
        node.properties().forEach(field -> {
            String place = pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
            if (!wellFormed(field.getKey())) {
                found.add(new Violation(pointer, "has a name with half of a surrogate pair in it"));
            }
            look(field.getValue(), place, found);
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            look(node.get(i), pointer + "/" + i, found);
        }
    }

    private static boolean exact(JsonNode node) {
        double value = node.doubleValue();
        if (!Double.isFinite(value)) {
            return false;
        }
        return new BigDecimal(Double.toString(value)).compareTo(node.decimalValue()) == 0;
    }

    private static boolean wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
