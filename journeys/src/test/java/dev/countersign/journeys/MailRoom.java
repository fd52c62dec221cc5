package dev.countersign.journeys;

import dev.countersign.localstack.Mail;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** The mail that the house has sent. */
public final class MailRoom {

    private final Path folder;

    MailRoom(Path folder) {
        this.folder = folder;
    }

    /** All that a person got, the newest first. */
    public List<Mail> to(String person) {
        return Mail.in(folder).stream()
                .filter(mail -> mail.to().contains(person + "@example.com"))
                .toList();
    }

    /** The newest message to a person that is as wanted, as soon as there is one. */
    public Mail await(String person, Predicate<Mail> wanted) {
        return Eventually.first(
                "an e-mail to " + person,
                () -> to(person).stream().filter(wanted).findFirst());
    }
}
