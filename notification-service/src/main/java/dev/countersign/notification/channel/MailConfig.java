package dev.countersign.notification.channel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;

/** What goes into a mail, and how long sending one may take. The server itself is configured under {@code quarkus.mailer}. */
@ConfigMapping(prefix = "countersign")
public interface MailConfig {

    /** Where reviewers open the console. */
    @WithName("console.url")
    @WithDefault("http://localhost:8082")
    URI consoleUrl();

    /** After that long without an answer the attempt has failed. Must be shorter than the lease of a delivery. */
    @WithName("mail.send-timeout")
    @WithDefault("20s")
    Duration sendTimeout();
}
