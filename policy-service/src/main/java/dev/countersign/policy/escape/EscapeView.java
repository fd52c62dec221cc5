package dev.countersign.policy.escape;

import dev.countersign.contracts.event.EvaluationEvent.EscapeClaimed;
import dev.countersign.contracts.event.OversightEvent.FoundBy;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An escape as its reporter is shown it, and as audit-service shows it. */
@Schema(name = "Escape")
@RegisterForReflection
public record EscapeView(
        UUID id,
        UUID evaluation,
        String process,
        FoundBy foundBy,
        @Nullable String description,
        String reportedBy,
        Instant at) {

    static EscapeView of(EscapeClaimed claim) {
        return new EscapeView(
                claim.escape(),
                claim.evaluation(),
                claim.process(),
                claim.foundBy(),
                claim.description(),
                claim.reportedBy(),
                claim.at());
    }
}
