package dev.countersign.audit.escape;

import dev.countersign.contracts.event.EvaluationEvent.EscapeClaimed;
import dev.countersign.contracts.event.OversightEvent.EscapeReported;
import dev.countersign.contracts.event.OversightEvent.FoundBy;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An error that got past the loop.
 *
 * @param description what was wrong, in the reporter's words
 * @param reportedBy a person's id or an agent's name, as the token says
 */
public record Escape(
        UUID id,
        UUID evaluation,
        String process,
        FoundBy foundBy,
        @Nullable String description,
        String reportedBy,
        Instant at) {

    static Escape of(EscapeClaimed claim) {
        return new Escape(
                claim.escape(),
                claim.evaluation(),
                claim.process(),
                claim.foundBy(),
                claim.description(),
                claim.reportedBy(),
                claim.at());
    }

    EscapeReported event() {
        return new EscapeReported(id, evaluation, process, foundBy, description, reportedBy, at);
    }
}
