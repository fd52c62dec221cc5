package dev.countersign.localstack;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real SMTP server on the loopback address that delivers nowhere: each message becomes a file ({@code .eml}) for each of its
 * recipients, and a page shows them.
 */
public final class Mailbox implements AutoCloseable {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** The files are what counts; the server's own copies go now and then, so that they do not fill the memory. */
    private static final int COPIES_IN_MEMORY = 200;

    private final GreenMail server;
    private final MailboxPage page;
    private final Path folder;
    private final AtomicInteger received = new AtomicInteger();
    private final int smtpPort;

    private Mailbox(Path folder, int smtpPort, MailboxPage page) {
        this.folder = folder;
        this.smtpPort = smtpPort;
        this.page = page;
        ServerSetup setup = new ServerSetup(smtpPort, Ports.LOOPBACK, ServerSetup.PROTOCOL_SMTP);
        this.server = new GreenMail(setup);
        server.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
    }

    /**
     * Starts the server and the page.
     *
     * @param folder where messages are kept; made where it is missing
     */
    public static Mailbox start(Path folder, int smtpPort, int pagePort) {
        try {
            Files.createDirectories(folder);
            Mailbox mailbox = new Mailbox(folder, Ports.orFree(smtpPort), MailboxPage.start(folder, pagePort));
            mailbox.server.start();
            mailbox.server.getUserManager().setMessageDeliveryHandler(mailbox::keep);
            return mailbox;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GreenMailUser keep(MovingMessage message, MailAddress recipient) throws UserException, MessagingException {
        int number = received.incrementAndGet();
        String address = recipient.getEmail();
        String name = STAMP.format(Instant.now(Clock.systemUTC()))
                + String.format(Locale.ROOT, "-%05d-", number)
                + address.replaceAll("[^A-Za-z0-9.@_-]", "_");
        Path unfinished = folder.resolve(name + ".unfinished");
        try {
            try (OutputStream file = Files.newOutputStream(unfinished)) {
                message.getMessage().writeTo(file);
            }
            Files.move(unfinished, folder.resolve(name + ".eml"));
        } catch (IOException e) {
            throw new MessagingException("the message could not be written to " + folder, e);
        }
        forgetCopies(number);
        GreenMailUser known = server.getUserManager().getUserByEmail(address);
        return known != null ? known : server.getUserManager().createUser(address, address, address);
    }

    private void forgetCopies(int number) {
        if (number % COPIES_IN_MEMORY == 0) {
            try {
                server.purgeEmailFromAllMailboxes();
            } catch (FolderException e) {
                throw new StackException("the mail server did not forget its copies", e);
            }
        }
    }

    public int smtpPort() {
        return smtpPort;
    }

    public int pagePort() {
        return page.port();
    }

    public boolean isHealthy() {
        return server.isRunning() && Http.isOk("http://" + Ports.LOOPBACK + ":" + page.port() + "/");
    }

    @Override
    public void close() {
        page.close();
        server.stop();
    }
}
