package dev.countersign.localstack;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A message that the stack's mail server took.
 *
 * @param file its name in the mailbox's folder; the newest sorts last
 * @param text the plain text part, or the message's source where it has none
 */
public record Mail(String file, String from, String to, String subject, String text) {

    static final String SUFFIX = ".eml";

    /** Every message in a mailbox's folder, the newest first. */
    public static List<Mail> in(Path folder) {
        return names(folder).stream().map(name -> read(folder.resolve(name))).toList();
    }

    static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new StackException("the mailbox " + folder + " cannot be read", e);
        }
    }

    static Mail read(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), stream);
            String text = plainText(message);
            return new Mail(
                    file.getFileName().toString(),
                    addresses(message, "From"),
                    addresses(message, "To"),
                    Objects.requireNonNullElse(message.getSubject(), ""),
                    text.isEmpty() ? Files.readString(file) : text);
        } catch (MessagingException | IOException e) {
            throw new StackException(file + " is no readable message", e);
        }
    }

    private static String addresses(MimeMessage message, String header) throws MessagingException {
        return Objects.requireNonNullElse(message.getHeader(header, ", "), "");
    }

    private static String plainText(Part part) throws MessagingException, IOException {
        if (part.isMimeType("text/plain")) {
            return part.getContent().toString();
        }
        if (part.isMimeType("multipart/*")) {
            Multipart parts = (Multipart) part.getContent();
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                String text = plainText(inner);
                if (!text.isEmpty()) {
                    return text;
                }
            }
        }
        return "";
    }
}
