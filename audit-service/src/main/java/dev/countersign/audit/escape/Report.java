package dev.countersign.audit.escape;

import dev.countersign.audit.merkle.Merkle;
import dev.countersign.contracts.event.OversightEvent.FoundBy;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody reports: the body of {@code POST /v1/escapes}.
 *
 * @param foundBy how the error was found
 * @param description what was wrong; up to 4000 characters
 */
public record Report(
        UUID evaluation, FoundBy foundBy, @Nullable String description) {

    private static final int LONGEST = 4000;

    public Report {
        Objects.requireNonNull(evaluation, "evaluation");
        Objects.requireNonNull(foundBy, "foundBy");
        if (description != null && description.length() > LONGEST) {
            throw new IllegalArgumentException("the description has more than " + LONGEST + " characters");
        }
    }

    /** Equal for equal reports; says nothing about them. */
    String digest() {
        String parts = evaluation + "\n" + foundBy + "\n" + (description == null ? "" : "=" + description);
        return Merkle.sha256(parts.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
