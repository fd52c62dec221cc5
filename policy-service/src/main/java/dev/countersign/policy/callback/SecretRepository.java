package dev.countersign.policy.callback;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class SecretRepository implements PanacheRepositoryBase<SecretEntity, UUID> {

    /** Those of an agent that sign now, newest first. */
    Uni<List<SecretEntity>> signing(String agent, Instant now) {
        return list("agent = ?1 and (retiresAt is null or retiresAt > ?2) order by id desc", agent, now);
    }

    /** One at a time changes the secrets of an agent. */
    Uni<Integer> lock(String agent) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "select case when pg_advisory_xact_lock(hashtextextended(:key, 0)) is null then 0 else 1"
                                        + " end",
                                Integer.class)
                        .setParameter("key", "callback-secret:" + agent)
                        .getSingleResult());
    }

    /** Lets the current one sign until then, and no other one any longer. */
    Uni<Integer> retire(String agent, Instant until) {
        return delete("agent = ?1 and retiresAt is not null", agent)
                .chain(gone -> update("retiresAt = ?1 where agent = ?2", until, agent));
    }
}
