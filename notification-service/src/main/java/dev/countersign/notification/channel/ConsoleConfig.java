package dev.countersign.notification.channel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where reviewers decide. */
@ConfigMapping(prefix = "countersign.console")
public interface ConsoleConfig {

    /** The console as its users reach it; links to reviews are made of it. */
    @WithDefault("http://localhost:8082")
    URI url();
}
