package dev.countersign.policy.publication;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class DraftRepository implements PanacheRepositoryBase<DraftEntity, String> {

    /** Forgets a draft, unless somebody has changed it since. */
    Uni<Void> forget(String process, @Nullable UUID tag) {
        return tag == null
                ? Uni.createFrom().voidItem()
                : delete("process = ?1 and tag = ?2", process, tag).replaceWithVoid();
    }
}
