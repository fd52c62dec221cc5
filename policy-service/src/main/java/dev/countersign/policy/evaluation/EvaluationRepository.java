package dev.countersign.policy.evaluation;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class EvaluationRepository implements PanacheRepositoryBase<EvaluationEntity, UUID> {

    /** For the one who changes it: everybody else waits for the outcome. */
    Uni<@Nullable EvaluationEntity> locked(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Those among these that have changed since. However many they are, they are one parameter. */
    Uni<List<UUID>> changedAmong(Collection<UUID> ids, Instant since) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "select id from evaluation where id = any(:ids) and changed_at > :since", UUID.class)
                        .setParameter("ids", ids.toArray(UUID[]::new))
                        .setParameter("since", since)
                        .getResultList());
    }
}
