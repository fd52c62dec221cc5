package dev.countersign.contracts.event;

import dev.countersign.contracts.Principal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step on the way to the owner of a review.
 *
 * @param rule stable, for programs, for example {@code owner-expression} or {@code fallback}
 * @param principal whom the step came to, where it came to somebody
 * @param detail a sentence, for people
 */
public record TrailStep(String rule, @Nullable Principal principal, String detail) {
    public TrailStep {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(detail, "detail");
    }
}
