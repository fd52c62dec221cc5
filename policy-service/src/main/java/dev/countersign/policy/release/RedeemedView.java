package dev.countersign.policy.release;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A release that has just been used up: execute now, exactly this. */
@Schema(name = "Redeemed")
@RegisterForReflection
public record RedeemedView(
        UUID release,
        UUID evaluation,
        String process,
        String agent,
        String action,
        String target,
        String payloadDigest,
        Instant redeemedAt) {

    static RedeemedView of(ReleaseEntity entity) {
        return new RedeemedView(
                entity.id,
                entity.evaluation,
                entity.process,
                entity.agent,
                entity.actionType,
                entity.target,
                entity.payloadDigest,
                Objects.requireNonNull(entity.redeemedAt));
    }
}
