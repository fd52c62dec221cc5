package dev.countersign.policy.escape;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.countersign.contracts.event.OversightEvent.FoundBy;
import dev.countersign.payload.check.InteroperableJson;
import dev.countersign.payload.digest.PayloadDigest;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody reports about an evaluation.
 *
 * @param foundBy how the error was found; an agent reads no samples
 * @param description what was wrong, up to 4000 characters
 */
public record EscapeReport(FoundBy foundBy, @Nullable String description) {

    /** As audit-service takes it. */
    private static final int LONGEST = 4_000;

    public EscapeReport {
        Objects.requireNonNull(foundBy, "foundBy");
        if (description != null && description.length() > LONGEST) {
            throw new IllegalArgumentException("description must have at most " + LONGEST + " characters");
        }
        if (description != null && !storable(description)) {
            throw new IllegalArgumentException("description must have characters only: no U+0000, no half of a pair");
        }
    }

    private static boolean storable(String text) {
        return text.indexOf('\0') < 0
                && InteroperableJson.flaws(TextNode.valueOf(text), "").isEmpty();
    }

    /** Equal for equal reports about one evaluation; says nothing about them. */
    String digest(UUID evaluation) {
        return PayloadDigest.of(JsonNodeFactory.instance
                .objectNode()
                .put("evaluation", evaluation.toString())
                .put("foundBy", foundBy.name())
                .put("description", description)
                .toString());
    }
}
