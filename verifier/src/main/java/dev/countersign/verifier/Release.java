package dev.countersign.verifier;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verified release permits: one execution of exactly one payload.
 *
 * @param id names the release once and for all ({@code jti}); execute at most once for each
 * @param agent the OIDC client that may execute ({@code sub})
 * @param action the type of the action
 * @param target what it is done to
 * @param payloadDigest {@code sha-256:<hex>} of the decided payload
 * @param decision how it was decided, for example {@code approved}; {@code proceed} where no person was asked
 * @param approvers principals ({@code person:maria}); empty where no person was asked
 * @param expiresAt not to be executed from then on
 */
public record Release(
        String id,
        String agent,
        String evaluation,
        String process,
        String action,
        String target,
        String payloadDigest,
        @Nullable String decision,
        List<String> approvers,
        @Nullable Long policyVersion,
        Instant issuedAt,
        Instant expiresAt) {

    public Release {
        approvers = List.copyOf(approvers);
    }
}
