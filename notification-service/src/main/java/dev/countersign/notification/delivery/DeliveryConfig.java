package dev.countersign.notification.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How messages are sent and tried again. */
@ConfigMapping(prefix = "countersign.delivery")
public interface DeliveryConfig {

    /** How often to look for due deliveries; at least a second. */
    @WithDefault("1s")
    String poll();

    /** How many to take at once. */
    @WithDefault("50")
    int batch();

    /** How many to send at the same time. */
    @WithDefault("8")
    int concurrency();

    /** After that many attempts a delivery is given up. */
    @WithDefault("8")
    int maxAttempts();

    /** The wait after the first attempt; it doubles from then on. */
    @WithDefault("10s")
    Duration backoff();

    /** The longest wait between two attempts. */
    @WithDefault("30m")
    Duration maxBackoff();

    /** How long a sender may hold what it has taken: longer than sending the whole batch can take. */
    @WithDefault("5m")
    Duration lease();
}
