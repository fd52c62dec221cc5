package dev.countersign.journeys;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An evaluation as policy-service shows it to its agent. */
public record Evaluation(
        UUID id,
        String process,
        @Nullable Integer policyVersion,
        String agent,
        String outcome,
        String status,
        List<Reason> reasons,
        String payloadDigest,
        Instant createdAt,
        @Nullable Opened review,
        @Nullable Decided decision,
        @Nullable String release,
        @Nullable Reported execution) {

    /** Where it waits. */
    public record Opened(UUID id, String owner, @Nullable Instant decideBy) {}

    /** What was decided. */
    public record Decided(
            String outcome,
            List<String> by,
            Instant at,
            @Nullable String reason,
            @Nullable JsonNode payload) {}

    /** What the agent said that it did. */
    public record Reported(String status, @Nullable String digest, Instant at) {}

    @JsonIgnore
    public boolean isWaiting() {
        return status.equals("waiting");
    }

    /** The review's id; there must be one. */
    public UUID reviewId() {
        return Objects.requireNonNull(review, "no review yet").id();
    }

    /** The decision; there must be one. */
    public Decided decided() {
        return Objects.requireNonNull(decision, "no decision yet");
    }

    /** The release; there must be one. */
    public String released() {
        return Objects.requireNonNull(release, "no release");
    }
}
