package dev.countersign.notification.clock;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How clocks are fired. */
@ConfigMapping(prefix = "countersign.clock")
public interface ClockConfig {

    /** How often to look for what is due; at least a second. Nothing fires later than that after its instant. */
    @WithDefault("1s")
    String poll();

    /** How many clocks one transaction moves on. */
    @WithDefault("200")
    int batch();
}
