package dev.countersign.notification.channel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How mail is sent. The server itself is configured under {@code quarkus.mailer}. */
@ConfigMapping(prefix = "countersign.mail")
public interface MailConfig {

    /** After that long without an answer the attempt has failed. */
    @WithDefault("20s")
    Duration sendTimeout();
}
