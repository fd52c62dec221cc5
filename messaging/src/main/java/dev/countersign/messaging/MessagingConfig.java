package dev.countersign.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set about messaging; the defaults are meant to stay. */
@ConfigMapping(prefix = "countersign.messaging")
public interface MessagingConfig {

    Relay relay();

    Inbox inbox();

    /** The relay from the outbox to Kafka. */
    interface Relay {
        /** Whether this process publishes what is in the outbox; off for a process that only looks. */
        @WithDefault("true")
        boolean enabled();

        /** The most rows published at once. */
        @WithDefault("500")
        int batchSize();

        /**
         * The shortest time from one batch to the next: what commits meanwhile goes together, which takes much less of the database and
         * of Kafka than one by one. What comes to an outbox at rest goes at once.
         */
        @WithDefault("PT0.01S")
        Duration pace();

        /**
         * How often shares are balanced among replicas and the outbox is looked at although nobody rang: the longest that a dead
         * replica's share waits for its next owner.
         */
        @WithDefault("PT0.25S")
        Duration tick();

        /** How long Kafka has to acknowledge a message before it counts as failed and is tried again. */
        @WithDefault("PT30S")
        Duration deliveryTimeout();

        /** The longest pause between attempts while Kafka or PostgreSQL is away. */
        @WithDefault("PT5S")
        Duration maxBackoff();

        /** How long a stopping relay may finish the batch that it is publishing. */
        @WithDefault("PT5S")
        Duration stopTimeout();
    }

    /** The memory of handled events. */
    interface Inbox {
        /**
         * How long a handled event is remembered. Must be longer than Kafka can deliver it again: longer than the retention of the
         * topics.
         */
        @WithDefault("P14D")
        Duration retention();

        /** How often an event whose handler fails for no known reason is tried before it goes to the dead-letter topic. */
        @WithDefault("4")
        int attempts();

        /** The first pause between attempts. */
        @WithDefault("PT0.05S")
        Duration backoff();

        /** The longest pause between attempts while the database is away. */
        @WithDefault("PT5S")
        Duration maxBackoff();
    }
}
