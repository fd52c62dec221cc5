package dev.countersign.policy.publication;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PublicationRepository implements PanacheRepositoryBase<PublicationEntity, UUID> {

    private static final String WAITING = Status.WAITING_FOR_SECOND_PERSON.word();

    Uni<@Nullable PublicationEntity> of(String process, UUID id) {
        return find("process = ?1 and id = ?2", process, id).firstResult();
    }

    Uni<List<PublicationEntity>> waiting(String process) {
        return find("process = ?1 and status = ?2", Sort.ascending("id"), process, WAITING)
                .list();
    }

    /** Newest first: ids are in the order of time. */
    Uni<List<PublicationEntity>> page(String process, @Nullable Status status, @Nullable UUID below, int limit) {
        Parameters parameters = Parameters.with("process", process);
        String query = "process = :process";
        if (status != null) {
            parameters.and("status", status.word());
            query += " and status = :status";
        }
        if (below != null) {
            parameters.and("below", below);
            query += " and id < :below";
        }
        return find(query, Sort.descending("id"), parameters).page(0, limit).list();
    }
}
