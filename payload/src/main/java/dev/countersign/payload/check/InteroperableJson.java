package dev.countersign.payload.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.payload.digest.JsonText;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a JSON value is one that every system reads alike (I-JSON, RFC 7493). Other values have no digest.
 */
public final class InteroperableJson {

    private static final int MAX_FOUND = 20;

    /** Deeper than anybody reads; a validator goes down as deep as the value does, and has a stack that ends. */
    private static final int MAX_DEPTH = 100;

    private final boolean exactly;
    private final List<Flaw> found = new ArrayList<>();

    private InteroperableJson(boolean exactly) {
        this.exactly = exactly;
    }

    /** What is in the way, by JSON Pointers below the prefix. */
    public static List<Flaw> flaws(JsonNode json, String prefix) {
        return new InteroperableJson(true).all(json, prefix);
    }

    /**
     * What cannot be read at all, of a value that is only looked at and has no digest: its numbers may have more digits than a
     * double has, and a text may be cut in the middle of a character.
     */
    public static List<Flaw> unreadable(JsonNode json, String prefix) {
        return new InteroperableJson(false).all(json, prefix);
    }

    private List<Flaw> all(JsonNode json, String prefix) {
        look(json, prefix, 0);
        return found;
    }

    private void look(JsonNode node, String pointer, int depth) {
        if (found.size() >= MAX_FOUND) {
            return;
        }
        if (depth > MAX_DEPTH) {
            found.add(new Flaw(pointer, "is nested more than " + MAX_DEPTH + " levels deep"));
        } else if (node.isNumber() && !Double.isFinite(node.doubleValue())) {
            found.add(new Flaw(pointer, "is a number that is too large to be read"));
        } else if (node.isNumber() && JsonText.subnormal(node.doubleValue())) {
            found.add(new Flaw(pointer, "is a number that is too close to zero to be read"));
        } else if (exactly && node.isNumber() && !JsonText.exact(node.asText())) {
            found.add(new Flaw(
                    pointer, "is a number that not every system reads alike; send it as a text, or with fewer digits"));
        } else if (exactly && node.isTextual() && !JsonText.wellFormed(node.asText())) {
            found.add(new Flaw(pointer, "has half of a surrogate pair in it, which is no character"));
        } else {
            lookInside(node, pointer, depth + 1);
        }
    }

    private void lookInside(JsonNode node, String pointer, int depth) {
        node.properties().forEach(field -> {
            String place = pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
            if (exactly && !JsonText.wellFormed(field.getKey())) {
                found.add(new Flaw(pointer, "has a name with half of a surrogate pair in it"));
            }
            look(field.getValue(), place, depth);
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            look(node.get(i), pointer + "/" + i, depth);
        }
    }
}
