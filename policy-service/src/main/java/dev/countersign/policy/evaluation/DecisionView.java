package dev.countersign.policy.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Decision;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a review ended.
 *
 * @param by empty where no person decided
 * @param payload what was approved, where it was changed
 */
@Schema(name = "Decision")
@RegisterForReflection
public record DecisionView(
        Decision outcome,
        List<Principal> by,
        Instant at,
        @Nullable String reason,
        @Nullable JsonNode payload) {
    public DecisionView {
        by = by == null ? List.of() : List.copyOf(by);
    }
}
