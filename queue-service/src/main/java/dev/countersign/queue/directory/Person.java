package dev.countersign.queue.directory;

import dev.countersign.contracts.event.Contact;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may be asked.
 *
 * @param id immutable; also the {@code preferred_username} of the sign-in, unless {@code subject} says otherwise
 * @param manager id of the person one level up
 * @param zone an IANA time zone; absent: UTC
 * @param languages as BCP 47 tags, the preferred one first
 * @param subject the {@code sub} claim of the sign-in; then the name in the token does not matter
 */
public record Person(
        String id,
        String name,
        @Nullable String email,
        @Nullable String slack,
        @Nullable String manager,
        @Nullable String zone,
        List<String> languages,
        @Nullable String subject) {

    public Person {
        languages = languages == null ? List.of() : List.copyOf(languages);
    }

    /** Where the person is told of a review. */
    public Contact contact() {
        return new Contact(id, name, email, slack, zone);
    }

    /** Where the person's days begin and end. */
    ZoneId zoneId() {
        return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
    }
}
