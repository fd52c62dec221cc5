package dev.countersign.policy.replay;

import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation beside what the candidate answers.
 *
 * @param reasons the candidate's
 * @param decision how its review ended, where it has
 */
@Schema(name = "ComparedEvaluation")
@RegisterForReflection
public record ChangedView(
        UUID evaluation,
        Instant createdAt,
        String actionType,
        Outcome recorded,
        CandidateOutcome candidate,
        List<Reason> reasons,
        @Nullable Decision decision) {

    static ChangedView of(Compared compared) {
        return new ChangedView(
                compared.recorded().evaluation(),
                compared.recorded().at(),
                compared.recorded().proposal().action().type(),
                compared.recorded().outcome(),
                compared.candidate(),
                compared.reasons(),
                compared.recorded().decision());
    }
}
