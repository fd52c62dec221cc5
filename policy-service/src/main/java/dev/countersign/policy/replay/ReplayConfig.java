package dev.countersign.policy.replay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much a replay may take. */
@ConfigMapping(prefix = "countersign.replay")
public interface ReplayConfig {

    /** How many evaluations one replay reads at most, those that only fill the limits' windows included. */
    @WithDefault("200000")
    long maxEvaluations();

    /** How far back a replay looks that does not say from when. */
    @WithDefault("P30D")
    Duration lookBack();

    /** How many evaluations are read at once. */
    @WithDefault("500")
    int page();

    /** How many replays one process runs at the same time: each may keep a core busy. */
    @WithDefault("1")
    int atOnce();
}
