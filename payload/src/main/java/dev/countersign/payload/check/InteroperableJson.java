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

    private InteroperableJson() {}

    /** What is in the way, by JSON Pointers below the prefix. */
    public static List<Flaw> flaws(JsonNode json, String prefix) {
        List<Flaw> found = new ArrayList<>();
        look(json, prefix, found);
        return found;
    }

    private static void look(JsonNode node, String pointer, List<Flaw> found) {
        if (found.size() >= MAX_FOUND) {
            return;
        }
        if (node.isNumber() && !JsonText.exact(node.asText())) {
            found.add(new Flaw(
                    pointer, "is a number that not every system reads alike; send it as a text, or with fewer digits"));
        } else if (node.isTextual() && !JsonText.wellFormed(node.asText())) {
            found.add(new Flaw(pointer, "has half of a surrogate pair in it, which is no character"));
        } else {
            lookInside(node, pointer, found);
        }
    }

    private static void lookInside(JsonNode node, String pointer, List<Flaw> found) {
        node.properties().forEach(field -> {
            String place = pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
            if (!JsonText.wellFormed(field.getKey())) {
                found.add(new Flaw(pointer, "has a name with half of a surrogate pair in it"));
            }
            look(field.getValue(), place, found);
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            look(node.get(i), pointer + "/" + i, found);
        }
    }
}
