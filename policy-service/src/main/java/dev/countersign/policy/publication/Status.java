package dev.countersign.policy.publication;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a publication that needs a second person stands. */
public enum Status {
    WAITING_FOR_SECOND_PERSON,
    PUBLISHED,
    DECLINED,
    /** Another version was published meanwhile, or its file has changed. */
    SUPERSEDED;

    /** As it is written: {@code waiting-for-second-person}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Status> named(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word().equals(word))
                .findFirst();
    }
}
