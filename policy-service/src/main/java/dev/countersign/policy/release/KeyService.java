package dev.countersign.policy.release;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * The signing keys, shared by all replicas through the database. The first is made when it is first needed; later ones are published
 * for a while before they sign.
 */
@ApplicationScoped
public class KeyService {

    private static final Duration KEPT = Duration.ofMinutes(1);

    private final SigningKeyRepository repository;
    private final KeyEncryption encryption;
    private final ReleaseConfig config;
    private final Clock clock;
    private volatile KeyRing ring = new KeyRing(List.of(), Instant.EPOCH);

    KeyService(SigningKeyRepository repository, KeyEncryption encryption, ReleaseConfig config, Clock clock) {
        this.repository = repository;
        this.encryption = encryption;
        this.config = config;
        this.clock = clock;
    }

    /** The keys, with one that signs among them. Must not be called inside a transaction. */
    Uni<KeyRing> keys() {
        KeyRing known = ring;
        Instant now = clock.instant();
        boolean fresh = known.readAt().isAfter(now.minus(KEPT));
        return fresh && known.signing(now).isPresent() ? Uni.createFrom().item(known) : refreshed();
    }

    /** The keys including this one, should another replica have made it just now. */
    Uni<KeyRing> keysWith(String id) {
        return keys().chain(
                        known -> known.named(id).isPresent() ? Uni.createFrom().item(known) : reread());
    }

    private Uni<KeyRing> refreshed() {
        return reread().chain(read -> read.nextIsDue(clock.instant(), config.rotateAfter())
                ? makeNext()
                : Uni.createFrom().item(read));
    }

    Uni<KeyRing> reread() {
        return Panache.withSession(repository::all).map(this::remember);
    }

    private KeyRing remember(List<SigningKeyEntity> entities) {
        KeyRing read = new KeyRing(entities.stream().map(this::key).toList(), clock.instant());
        ring = read;
        return read;
    }

    private Uni<KeyRing> makeNext() {
        return Panache.withTransaction(() -> repository
                        .lock()
                        .chain(repository::all)
                        .call(entities -> {
                            KeyRing now =
                                    new KeyRing(entities.stream().map(this::key).toList(), clock.instant());
                            return now.nextIsDue(clock.instant(), config.rotateAfter())
                                    ? repository.persist(next(now))
                                    : Uni.createFrom().voidItem();
                        })
                        .replaceWithVoid())
                .chain(this::reread);
    }

    private SigningKeyEntity next(KeyRing former) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        // Nobody waits for the very first key to be announced.
        return signingFrom(former.keys().isEmpty() ? now : now.plus(config.announce()));
    }

    /** A new key that is not stored yet. */
    SigningKeyEntity signingFrom(Instant signsFrom) {
        SigningKey key = SigningKey.generate(UUID.randomUUID().toString(), signsFrom);
        SigningKeyEntity entity = new SigningKeyEntity();
        entity.id = key.id();
        entity.publicKey = key.publicKey().getEncoded();
        entity.privateKey = encryption.encrypt(key.id(), key.privateKey().getEncoded());
        entity.createdAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        entity.signsFrom = signsFrom;
        return entity;
    }

    private SigningKey key(SigningKeyEntity entity) {
        return SigningKey.of(
                entity.id, entity.publicKey, encryption.decrypt(entity.id, entity.privateKey), entity.signsFrom);
    }

    @Scheduled(every = "1h", delayed = "10s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> rotate() {
        return refreshed().replaceWithVoid();
    }
}
