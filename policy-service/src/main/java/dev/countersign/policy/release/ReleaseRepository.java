package dev.countersign.policy.release;

import dev.countersign.messaging.Write;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ReleaseRepository implements PanacheRepositoryBase<ReleaseEntity, UUID> {

    private static final String INSERT = """
            insert into release (id, evaluation, process, agent, action_type, target, payload_digest, decision, approvers,
                                 policy_version, issued_at, expires_at)
            select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                                 $8::text[], $9::text[], $10::integer[], $11::timestamptz[], $12::timestamptz[])
            """;

    Uni<@Nullable ReleaseEntity> latest(UUID evaluation) {
        return find("evaluation = ?1 and revokedAt is null", Sort.descending("id"), evaluation)
                .firstResult();
    }

    /** Several at once. */
    Write adding(List<ReleaseEntity> rows) {
        return new Write(
                INSERT,
                List.of(
                        rows.stream().map(row -> row.id).toArray(UUID[]::new),
                        rows.stream().map(row -> row.evaluation).toArray(UUID[]::new),
                        rows.stream().map(row -> row.process).toArray(String[]::new),
                        rows.stream().map(row -> row.agent).toArray(String[]::new),
                        rows.stream().map(row -> row.actionType).toArray(String[]::new),
                        rows.stream().map(row -> row.target).toArray(String[]::new),
                        rows.stream().map(row -> row.payloadDigest).toArray(String[]::new),
                        rows.stream().map(row -> row.decision).toArray(String[]::new),
                        rows.stream().map(row -> row.approvers).toArray(String[]::new),
                        rows.stream().map(row -> row.policyVersion).toArray(Integer[]::new),
                        rows.stream()
                                .map(row -> row.issuedAt.atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new),
                        rows.stream()
                                .map(row -> row.expiresAt.atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new)));
    }

    /** For the one who uses it up: everybody else waits for the outcome. */
    Uni<@Nullable ReleaseEntity> locked(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Ends what has not been used up, and says how many were. */
    Uni<Long> revoke(UUID evaluation, Instant now) {
        return update(
                        "revokedAt = ?1 where evaluation = ?2 and redeemedAt is null and revokedAt is null",
                        now,
                        evaluation)
                .chain(revoked -> count("evaluation = ?1 and redeemedAt is not null", evaluation));
    }
}
