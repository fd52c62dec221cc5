package dev.countersign.policy.release;

import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The signing keys that are known, newest first.
 *
 * @param readAt when they were read from the database
 */
record KeyRing(List<SigningKey> keys, Instant readAt) {

    KeyRing {
        keys = List.copyOf(keys);
    }

    /** The key that signs now: the newest that others have had time to learn of. */
    Optional<SigningKey> signing(Instant now) {
        return keys.stream().filter(key -> !key.signsFrom().isAfter(now)).findFirst();
    }

    Optional<SigningKey> named(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    @Nullable
    PublicKey publicKey(String id) {
        return named(id).map(SigningKey::publicKey).orElse(null);
    }

    /** Whether the newest key has grown so old that the next one is due. */
    boolean nextIsDue(Instant now, Duration rotateAfter) {
        return keys.isEmpty() || keys.getFirst().signsFrom().plus(rotateAfter).isBefore(now);
    }

    /** The keys that a release still in force may be signed with; the rest need not be published any more. */
    List<SigningKey> published(Instant now, Duration validity) {
        int signing = keys.indexOf(signing(now).orElse(null));
        if (signing < 0) {
            return keys;
        }
        Instant since = keys.get(signing).signsFrom();
        boolean formerMayStand = since.plus(validity).isAfter(now);
        return keys.subList(0, Math.min(keys.size(), signing + (formerMayStand ? 2 : 1)));
    }
}
