package dev.countersign.queue.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.payload.check.JsonSchema;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import dev.countersign.queue.payload.Canonical;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payload that somebody would approve in place of the one that the review shows.
 *
 * @param canonical absent where it has none
 * @param violations what is wrong with it, with pointers that begin at {@code /payload}
 */
record Edit(JsonNode payload, @Nullable Canonical canonical, List<Violation> violations) {

    private static final String PREFIX = "/payload";

    /** Checks it against the schema of its action type. */
    static Edit of(Loaded review, JsonNode payload) {
        if (!payload.isContainerNode()) {
            return new Edit(payload, null, List.of(new Violation(PREFIX, "must be an object")));
        }
        try {
            return new Edit(payload, Canonical.of(payload), violations(review, payload));
        } catch (Canonical.AmbiguousPayloadException e) {
            return new Edit(
                    payload, null, List.of(new Violation(PREFIX + e.pointer(), String.valueOf(e.getMessage()))));
        }
    }

    private static List<Violation> violations(Loaded review, JsonNode payload) {
        JsonNode schema = review.supervision().action().schema();
        return schema == null
                ? List.of()
                : JsonSchema.of(schema).flaws(payload).stream()
                        .map(flaw -> new Violation(PREFIX + flaw.pointer(), flaw.sentence()))
                        .toList();
    }

    /** The canonical form of an edit that may be approved. */
    Canonical valid() {
        if (canonical == null || !violations.isEmpty()) {
            throw Problem.of(
                            422,
                            "payload-invalid",
                            "Invalid payload",
                            "The edited payload does not satisfy the schema of its action type. Nothing was decided.")
                    .with(violations);
        }
        return canonical;
    }
}
