package dev.countersign.notification;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.inject.Singleton;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A real SMTP server, as far as the service can tell. Remembers across its restarts nothing but its port. */
@Singleton
public class MailServer {

    private final int port;
    private GreenMail server;

    MailServer(@ConfigProperty(name = "quarkus.mailer.port") int port) {
        this.port = port;
    }

    public int port() {
        return port;
    }

    public void start() {
        if (server == null) {
            server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            server.start();
        }
    }

    public void stop() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    /** The mails that this address has got, once there are that many; there must not be more. */
    public List<MimeMessage> expect(int count, String address) {
        await("mail to " + address)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(to(address)).hasSizeGreaterThanOrEqualTo(count));
        assertThat(to(address)).hasSize(count);
        return to(address);
    }

    public List<MimeMessage> to(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> recipients(mail).contains(address))
                .toList();
    }

    private static List<String> recipients(MimeMessage mail) {
        try {
            return Arrays.stream(mail.getAllRecipients()).map(Object::toString).toList();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
