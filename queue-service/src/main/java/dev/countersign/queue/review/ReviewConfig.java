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
}
