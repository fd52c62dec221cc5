package dev.countersign.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A person or a team, written {@code person:maria} or {@code team:bookings}.
 *
 * <p>Ids are 1 to 128 characters of letters, digits, dot, underscore, hyphen and at sign.
 */
public record Principal(Kind kind, String id) {

    /** What a principal can be. */
    public enum Kind {
        PERSON,
        TEAM;

        private String prefix() {
            return name().toLowerCase(Locale.ROOT) + ":";
        }
    }

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,127}");

    public Principal {
        Objects.requireNonNull(kind, "kind");
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("\"" + id + "\" is not an id of a person or team");
        }
    }

    public static Principal person(String id) {
        return new Principal(Kind.PERSON, id);
    }

    public static Principal team(String id) {
        return new Principal(Kind.TEAM, id);
    }

    /**
     * Reads {@code person:<id>} or {@code team:<id>}.
     *
     * @throws IllegalArgumentException with a sentence, when the text is neither
     */
    @JsonCreator
    public static Principal parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is not a principal; write person:<id> or team:<id>"));
    }

    /** Reads a principal, or answers empty where the text is none. */
    public static Optional<Principal> tryParse(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.prefix())) {
                String id = text.substring(kind.prefix().length());
                return ID.matcher(id).matches() ? Optional.of(new Principal(kind, id)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    public boolean isPerson() {
        return kind == Kind.PERSON;
    }

    @JsonValue
    @Override
    public String toString() {
        return kind.prefix() + id;
    }
}
