package dev.countersign.contracts.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where one person who may decide a review is told of it.
 *
 * @param person the person's id in the directory
 * @param zone an IANA time zone
 */
public record Contact(
        String person,
        String name,
        @Nullable String email,
        @Nullable String slack,
        @Nullable String zone) {
    public Contact {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(name, "name");
    }
}
