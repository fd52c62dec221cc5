package dev.countersign.queue.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an operator may set about queues that nobody watches. */
@ConfigMapping(prefix = "countersign.queue.watch")
interface WatchConfig {

    /** How long reviews wait, and nobody of their owners is seen, before somebody is told. */
    @WithDefault("24h")
    Duration unwatchedAfter();

    /** How often they are told again while it lasts. */
    @WithDefault("24h")
    Duration again();

    /** How often the queues are looked at. */
    @WithDefault("1m")
    Duration check();
}
