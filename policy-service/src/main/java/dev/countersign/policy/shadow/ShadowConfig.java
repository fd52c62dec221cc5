package dev.countersign.policy.shadow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How shadows follow what is recorded. */
@ConfigMapping(prefix = "countersign.shadow")
public interface ShadowConfig {

    /**
     * How long an evaluation is past before a shadow answers it: more than the clocks of replicas differ, and more than passes between
     * an evaluation's time being read and its transaction beginning.
     */
    @WithDefault("PT2S")
    Duration settle();

    /** How many evaluations a shadow answers in one transaction. */
    @WithDefault("200")
    int batch();

    /** How many full batches one round takes before the others have their turn. */
    @WithDefault("20")
    int batchesARound();
}
