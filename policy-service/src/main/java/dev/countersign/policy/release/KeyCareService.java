package dev.countersign.policy.release;

import dev.countersign.problems.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.logging.Logger;

/** What people do about signing keys, besides what is done by itself in time. */
@ApplicationScoped
class KeyCareService {

    private static final Logger LOG = Logger.getLogger(KeyCareService.class);

    private final SigningKeyRepository repository;
    private final KeyService keys;
    private final ReleaseConfig config;
    private final Clock clock;

    KeyCareService(SigningKeyRepository repository, KeyService keys, ReleaseConfig config, Clock clock) {
        this.repository = repository;
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    @WithSession
    Uni<KeyView.All> all() {
        return repository
                .ever()
                .map(entities ->
                        new KeyView.All(entities.stream().map(KeyView::of).toList()));
    }

    /** Announces the next key, which takes over by itself; the one that is announced already, where there is one. */
    Uni<KeyView> rotate(String by) {
        return Panache.withTransaction(
                        () -> repository.lock().chain(repository::all).chain(known -> announced(known, by)))
                .call(keys::reread)
                .map(KeyView::of);
    }

    private Uni<SigningKeyEntity> announced(List<SigningKeyEntity> known, String by) {
        Instant now = now();
        if (!known.isEmpty() && known.getFirst().signsFrom.isAfter(now)) {
            return Uni.createFrom().item(known.getFirst());
        }
        SigningKeyEntity next = keys.signingFrom(known.isEmpty() ? now : now.plus(config.announce()));
        LOG.infof("%s announces the signing key %s", by, next.id);
        return repository.persist(next);
    }

    /**
     * Trusts a key no more, at once. Where none is left that signs, the announced one or a new one takes over without having been
     * announced: whoever verifies offline asks for keys it does not know.
     */
    Uni<KeyView> revoke(String id, String by) {
        return Panache.withTransaction(() -> repository.lock().chain(() -> revoked(id, by)))
                .call(keys::reread)
                .map(KeyView::of);
    }

    private Uni<SigningKeyEntity> revoked(String id, String by) {
        return repository
                .findById(id)
                .onItem()
                .ifNull()
                .failWith(KeyCareService::notFound)
                .call(key -> key.revokedAt != null ? Uni.createFrom().voidItem() : revoke(key, by));
    }

    private Uni<Void> revoke(SigningKeyEntity key, String by) {
        LOG.warnf("%s revokes the signing key %s", by, key.id);
        key.revokedAt = now();
        return repository.flush().chain(repository::all).chain(this::somebodySigns);
    }

    private Uni<Void> somebodySigns(List<SigningKeyEntity> left) {
        Instant now = now();
        if (left.isEmpty()) {
            return repository.persist(keys.signingFrom(now)).replaceWithVoid();
        }
        SigningKeyEntity oldest = left.getLast();
        if (oldest.signsFrom.isAfter(now)) {
            oldest.signsFrom = now;
        }
        return Uni.createFrom().voidItem();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Problem notFound() {
        return Problem.of(404, "key-not-found", "No such key", "There is no signing key of that id.");
    }
}
