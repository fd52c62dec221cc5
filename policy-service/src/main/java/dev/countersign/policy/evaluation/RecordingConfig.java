package dev.countersign.policy.evaluation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How proposals that arrive together are recorded together. */
@ConfigMapping(prefix = "countersign.recording")
interface RecordingConfig {

    /** Transactions that record at the same time, in this process: one makes the largest batches, and processes with limits take turns anyway. */
    @WithDefault("1")
    int turns();

    /** Proposals that share one transaction at most. */
    @WithDefault("128")
    int largest();

    /** Proposals that may wait for a turn; past them, agents are told to come back. */
    @WithDefault("5000")
    int waiting();
}
