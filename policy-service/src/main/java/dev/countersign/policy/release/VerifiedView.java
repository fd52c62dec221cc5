package dev.countersign.policy.release;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A release that would be redeemed now, for exactly this payload. */
@Schema(name = "Verified")
@RegisterForReflection
public record VerifiedView(
        UUID release,
        UUID evaluation,
        String process,
        String agent,
        String action,
        String target,
        String payloadDigest,
        Instant expiresAt) {

    static VerifiedView of(ReleaseEntity entity) {
        return new VerifiedView(
                entity.id,
                entity.evaluation,
                entity.process,
                entity.agent,
                entity.actionType,
                entity.target,
                entity.payloadDigest,
                entity.expiresAt);
    }
}
