package dev.countersign.policy.release;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ReleaseRepository implements PanacheRepositoryBase<ReleaseEntity, UUID> {

    Uni<@Nullable ReleaseEntity> latest(UUID evaluation) {
        return find("evaluation = ?1 and revokedAt is null", Sort.descending("id"), evaluation)
                .firstResult();
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
