package dev.countersign.queue.review;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an operator may set about reviews. */
@ConfigMapping(prefix = "countersign.queue.review")
interface ReviewConfig {

    /** How long somebody is on it without saying so again. */
    @WithDefault("10m")
    Duration claimLease();

    /** How often reviews are looked for whose claim was not renewed. */
    @WithDefault("10s")
    Duration claimCheck();

    /** How often reviews are looked for that a change of the directory has not reached. */
    @WithDefault("1s")
    Duration catchUp();

    /** How often the open reviews are counted for the metrics. */
    @WithDefault("15s")
    Duration gauges();
}
