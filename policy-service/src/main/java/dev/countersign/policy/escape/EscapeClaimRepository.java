package dev.countersign.policy.escape;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class EscapeClaimRepository implements PanacheRepositoryBase<EscapeClaimEntity, UUID> {

    private static final String ADD = """
            insert into escape_claim (id, evaluation, reported_by, reported_at, idempotency_key, request_digest)
            values (:id, :evaluation, :reportedBy, :reportedAt, cast(:key as text), :digest)
            on conflict do nothing""";

    /** Of several that come at once with one key, one gets in; false for the others, which see it from then on. */
    Uni<Boolean> add(EscapeClaimEntity claim) {
        return getSession()
                .chain(session -> session.createNativeQuery(ADD)
                        .setParameter("id", claim.id)
                        .setParameter("evaluation", claim.evaluation)
                        .setParameter("reportedBy", claim.reportedBy)
                        .setParameter("reportedAt", claim.reportedAt)
                        .setParameter("key", claim.idempotencyKey)
                        .setParameter("digest", claim.requestDigest)
                        .executeUpdate())
                .map(rows -> rows == 1);
    }

    Uni<@Nullable EscapeClaimEntity> byKey(String reportedBy, String key) {
        return find("reportedBy = ?1 and idempotencyKey = ?2", reportedBy, key).firstResult();
    }
}
