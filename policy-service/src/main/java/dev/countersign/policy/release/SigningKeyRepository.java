package dev.countersign.policy.release;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class SigningKeyRepository implements PanacheRepositoryBase<SigningKeyEntity, String> {

    /** Newest first, without those that are revoked. */
    Uni<List<SigningKeyEntity>> all() {
        return list("revokedAt is null", Sort.descending("signsFrom"));
    }

    /** Newest first, with those that are revoked. */
    Uni<List<SigningKeyEntity>> ever() {
        return listAll(Sort.descending("createdAt"));
    }

    /** One replica at a time makes keys. */
    Uni<Integer> lock() {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "select case when pg_advisory_xact_lock(hashtextextended('signing-key', 0)) is null then 0"
                                        + " else 1 end",
                                Integer.class)
                        .getSingleResult());
    }
}
