package dev.countersign.policy.release;

import dev.countersign.contracts.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a release says.
 *
 * @param id its {@code jti}
 * @param agent who may execute: the {@code sub}
 * @param payloadDigest of exactly the payload that may be executed
 * @param decision how it came about: {@code approved}, {@code approved-with-changes}, {@code expired} where the policy lets it go when
 *     time is up, or {@code none} where no person was asked
 * @param approvers who decided; empty where no person did
 * @param policyVersion absent never for a release; the version that the evaluation was made under
 */
public record Claims(
        UUID id,
        UUID evaluation,
        String process,
        String agent,
        String actionType,
        String target,
        String payloadDigest,
        String decision,
        List<Principal> approvers,
        @Nullable Integer policyVersion,
        Instant issuedAt,
        Instant expiresAt) {

    public Claims {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(evaluation, "evaluation");
        approvers = List.copyOf(approvers);
    }
}
