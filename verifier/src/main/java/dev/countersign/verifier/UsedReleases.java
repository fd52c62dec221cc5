package dev.countersign.verifier;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which releases were used, so that each is good once. Where the point of effect has several instances, implement it on
 * the database of the effect, in the transaction of the effect; or redeem releases at policy-service instead.
 */
@FunctionalInterface
public interface UsedReleases {

    /**
     * Uses a release up.
     *
     * @param expiresAt it may be forgotten from then on
     * @return whether this was the first use
     */
    boolean use(String id, Instant expiresAt);

    /** Within this JVM alone. Forgets a release when it has expired, so that it holds no more than one expiry's worth. */
    static UsedReleases inMemory(Clock clock) {
        Map<String, Instant> used = new ConcurrentHashMap<>();
        return (id, expiresAt) -> {
            Instant now = clock.instant();
            used.values().removeIf(end -> end.isBefore(now));
            return used.putIfAbsent(id, expiresAt) == null;
        };
    }
}
