package dev.countersign.policy.gitops;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class PolicyFileRepository implements PanacheRepositoryBase<PolicyFileEntity, String> {

    Uni<List<PolicyFileEntity>> all() {
        return listAll(Sort.ascending("file"));
    }

    /** One replica handles files at a time; held until the transaction ends. */
    Uni<Integer> lock() {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "select case when pg_advisory_xact_lock(hashtextextended('policy-files', 0)) is null then 0"
                                        + " else 1 end",
                                Integer.class)
                        .getSingleResult());
    }
}
