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

    /** Whether this replica may handle files until its transaction ends: one does at a time. */
    Uni<Boolean> tryLock() {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "select pg_try_advisory_xact_lock(hashtextextended('policy-files', 0))", Boolean.class)
                        .getSingleResult());
    }
}
