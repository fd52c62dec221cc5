package dev.countersign.policy.receipt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When somebody looks whether what was released was executed. */
@ConfigMapping(prefix = "countersign.receipt")
public interface ReceiptConfig {

    /** How long after its release an action may go unreported. Longer than any transaction, and than a release is good for. */
    @WithDefault("PT1H")
    Duration overdueAfter();

    /** How often a replica looks. */
    @WithDefault("30s")
    String lookEvery();
}
