package dev.countersign.policy.langgraph;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class InterruptRepository implements PanacheRepositoryBase<InterruptEntity, UUID> {

    private static final String ADD = """
            insert into langgraph_interrupt (id, process, agent, form, idempotency_key, request_digest, created_at)
            values (:id, :process, :agent, :form, cast(:key as text), :digest, :createdAt)
            on conflict do nothing""";

    /** Of several that come at once with one key, one gets in; false for the others, which see it from then on. */
    Uni<Boolean> add(InterruptEntity interrupt) {
        return getSession()
                .chain(session -> session.createNativeQuery(ADD)
                        .setParameter("id", interrupt.id)
                        .setParameter("process", interrupt.process)
                        .setParameter("agent", interrupt.agent)
                        .setParameter("form", interrupt.form)
                        .setParameter("key", interrupt.idempotencyKey)
                        .setParameter("digest", interrupt.requestDigest)
                        .setParameter("createdAt", interrupt.createdAt)
                        .executeUpdate())
                .map(rows -> rows == 1);
    }

    Uni<@Nullable InterruptEntity> byKey(String agent, String key) {
        return find("agent = ?1 and idempotencyKey = ?2", agent, key).firstResult();
    }
}
