package dev.countersign.policy.langgraph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.problems.NearestName;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What cannot be read in an interrupt, all of it at once. */
final class Complaints {

    private final List<Violation> found = new ArrayList<>();

    void add(String pointer, String detail) {
        found.add(new Violation(pointer, detail));
    }

    /** The text member of an object; complains, and is empty, where there is none. */
    String text(JsonNode object, String name, String pointer) {
        JsonNode text = object.path(name);
        if (!text.isTextual() || text.asText().isBlank()) {
            add(pointer + "/" + name, "must be a text");
            return "";
        }
        return text.asText();
    }

    /** The text member of an object where there is one. */
    @Nullable
    String textOrNothing(JsonNode object, String name, String pointer) {
        JsonNode text = object.path(name);
        if (text.isMissingNode() || text.isNull()) {
            return null;
        }
        if (!text.isTextual()) {
            add(pointer + "/" + name, "must be a text");
            return null;
        }
        return text.asText();
    }

    /**
     * Refuses members that are not known.
     *
     * @throws Problem {@code unknown-field}
     */
    static void unknown(JsonNode object, List<String> known, String pointer) {
        List<Violation> unknown = new ArrayList<>();
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                unknown.add(new Violation(pointer + "/" + name, NearestName.refusal(name, known)));
            }
        });
        if (!unknown.isEmpty()) {
            throw Problem.of(422, "unknown-field", "Unknown field", "The body has a field that is not known here.")
                    .with(unknown);
        }
    }

    static Problem invalid(String pointer, String detail) {
        return Problem.of(422, "invalid-value", "Invalid value", "The body has a value that cannot be used here.")
                .with(new Violation(pointer, detail));
    }

    /**
     * Refuses where there was anything to complain about.
     *
     * @throws Problem {@code interrupt-unreadable}
     */
    void refuse() {
        if (!found.isEmpty()) {
            throw Problem.of(
                            422,
                            "interrupt-unreadable",
                            "Interrupt unreadable",
                            "This is not an interrupt of either generation of human-in-the-loop requests.")
                    .with(found);
        }
    }
}
