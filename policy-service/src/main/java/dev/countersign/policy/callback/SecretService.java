package dev.countersign.policy.callback;

import dev.countersign.policy.identity.Ids;
import dev.countersign.policy.release.KeyEncryption;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The secrets that callbacks are signed with: one for each agent, and its predecessor for a while. */
@ApplicationScoped
class SecretService {

    private final SecretRepository secrets;
    private final KeyEncryption encryption;
    private final CallbackConfig config;
    private final Ids ids;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    /** Who has one has one for good. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    SecretService(SecretRepository secrets, KeyEncryption encryption, CallbackConfig config, Ids ids, Clock clock) {
        this.secrets = secrets;
        this.encryption = encryption;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    /** Gives an agent a new secret. The one before goes on signing for a while; one before that does not. */
    Uni<SecretView> rotate(String agent) {
        Instant now = now();
        Secret secret = Secret.generate(random);
        SecretEntity entity = new SecretEntity();
        entity.id = ids.next();
        entity.agent = agent;
        entity.secret = encryption.encrypt(bound(entity.id), secret.bytes());
        entity.createdAt = now;
        return Panache.withTransaction(() -> secrets.lock(agent)
                        .chain(() -> secrets.retire(agent, now.plus(config.secretOverlap())))
                        .chain(() -> secrets.persist(entity)))
                .replaceWith(SecretView.once(entity, secret));
    }

    /** What an agent may know of its secrets later on: not them. */
    Uni<SecretView.All> list(String agent) {
        return Panache.withSession(() -> secrets.signing(agent, now()))
                .map(found ->
                        new SecretView.All(found.stream().map(SecretView::of).toList()));
    }

    /** Whether callbacks to an agent can be signed. */
    Uni<Boolean> has(String agent) {
        return known.contains(agent)
                ? Uni.createFrom().item(true)
                : Panache.withSession(() -> secrets.signing(agent, now()))
                        .map(found -> !found.isEmpty() && (known.contains(agent) || known.add(agent)));
    }

    /** The secrets to sign with now, newest first; the agent needs to know one of them. */
    Uni<List<Secret>> signing(String agent) {
        return Panache.withSession(() -> secrets.signing(agent, now()))
                .map(found -> found.stream()
                        .map(entity -> new Secret(encryption.decrypt(bound(entity.id), entity.secret)))
                        .toList());
    }

    /** Nobody can pass another row's secret, or a key of another kind, off as this one. */
    private static String bound(UUID id) {
        return "callback-secret:" + id;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
