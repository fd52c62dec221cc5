package dev.countersign.messaging;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What goes to Kafka.
 *
 * @param key keeps its messages in order
 * @param headers CloudEvents attributes, trace context and the like
 */
@SuppressWarnings(
        "ArrayRecordComponent") // never compared; copying megabytes to make it pure would cost more than it protects
record Message(String topic, @Nullable String key, Map<String, String> headers, byte @Nullable [] payload) {

    /** The largest payload: topics take messages of 4 MiB, headers and framing included. */
    static final int MAX_PAYLOAD = 4 * 1024 * 1024 - 64 * 1024;

    Message {
        Objects.requireNonNull(topic, "topic");
        headers = Map.copyOf(headers);
        if (payload != null && payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException("a message of %d bytes is over the limit of %d for %s"
                    .formatted(payload.length, MAX_PAYLOAD, topic));
        }
    }

    int shard() {
        return Shards.of(key);
    }
}
