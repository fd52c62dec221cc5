package dev.countersign.policy.release;

import dev.countersign.contracts.Principal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "release")
class ReleaseEntity {

    @Id
    UUID id;

    @Column
    UUID evaluation;

    @Column
    String process;

    @Column
    String agent;

    @Column(name = "action_type")
    String actionType;

    @Column
    String target;

    @Column(name = "payload_digest")
    String payloadDigest;

    @Column
    String decision;

    /** Separated by spaces: no principal has one. */
    @Column
    String approvers;

    @Column(name = "policy_version")
    @Nullable
    Integer policyVersion;

    @Column(name = "issued_at")
    Instant issuedAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "redeemed_at")
    @Nullable
    Instant redeemedAt;

    @Column(name = "redeemed_by")
    @Nullable
    String redeemedBy;

    @Column(name = "revoked_at")
    @Nullable
    Instant revokedAt;

    static ReleaseEntity of(Claims claims) {
        ReleaseEntity entity = new ReleaseEntity();
        entity.id = claims.id();
        entity.evaluation = claims.evaluation();
        entity.process = claims.process();
        entity.agent = claims.agent();
        entity.actionType = claims.actionType();
        entity.target = claims.target();
        entity.payloadDigest = claims.payloadDigest();
        entity.decision = claims.decision();
        entity.approvers = String.join(
                " ", claims.approvers().stream().map(Principal::toString).toList());
        entity.policyVersion = claims.policyVersion();
        entity.issuedAt = claims.issuedAt();
        entity.expiresAt = claims.expiresAt();
        return entity;
    }

    Claims claims() {
        List<Principal> people = approvers.isEmpty()
                ? List.of()
                : Arrays.stream(approvers.split(" ", -1)).map(Principal::parse).toList();
        return new Claims(
                id,
                evaluation,
                process,
                agent,
                actionType,
                target,
                payloadDigest,
                decision,
                people,
                policyVersion,
                issuedAt,
                expiresAt);
    }
}
