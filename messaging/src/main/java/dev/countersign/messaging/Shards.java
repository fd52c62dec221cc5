package dev.countersign.messaging;

import org.jspecify.annotations.Nullable;

/**
 * How the outbox is divided among replicas. A key always falls into the same shard and a shard is published by one replica at a
 * time, so that a key stays in order whoever publishes it.
 */
final class Shards {

    /** More than anybody runs replicas of a service; part of what is stored, so it never changes. */
    static final int COUNT = 16;

    private Shards() {}

    /** The shard of a message's key; messages without one share the first. */
    static int of(@Nullable String key) {
        return key == null ? 0 : Math.floorMod(key.hashCode(), COUNT);
    }

    /** How many shards one of {@code replicas} takes at most. Rounded up, so that none is left over. */
    static int fairShare(int replicas) {
        return Math.ceilDiv(COUNT, Math.max(1, replicas));
    }
}
