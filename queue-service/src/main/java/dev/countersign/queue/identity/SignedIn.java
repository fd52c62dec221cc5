package dev.countersign.queue.identity;

import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.Person;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whoever a token speaks of.
 *
 * @param subject the {@code sub} claim
 * @param username the {@code preferred_username} claim
 * @param name the {@code name} claim
 */
public record SignedIn(
        @Nullable String subject, String username, @Nullable String name, Set<String> roles) {

    /**
     * The id of the person in the directory: whoever has this subject; else whoever has this username and no subject of their own,
     * so that a borrowed name opens nothing. Somebody whom the directory does not know goes by the username.
     */
    public String personId(Directory directory) {
        if (subject != null) {
            String bySubject = directory.bySubject(subject).map(Person::id).orElse(null);
            if (bySubject != null) {
                return bySubject;
            }
        }
        boolean taken = directory
                .person(username)
                .filter(person -> person.subject() != null)
                .isPresent();
        return taken ? "unknown:" + username : username;
    }
}
