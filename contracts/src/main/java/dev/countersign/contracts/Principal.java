package dev.countersign.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.Optional;

/**
 * A person or a team, written {@code person:maria} or {@code team:bookings}.
 *
 * <p>Ids are 1 to 128 characters of letters, digits, dot, underscore, hyphen and at sign.
 */
public record Principal(Kind kind, String id) {

    /** What a principal can be. */
    public enum Kind {
        PERSON("person:"),
        TEAM("team:");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    private static final int LONGEST = 128;

    public Principal {
        Objects.requireNonNull(kind, "kind");
        if (!isId(id)) {
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
            if (text.startsWith(kind.prefix)) {
                String id = text.substring(kind.prefix.length());
                return isId(id) ? Optional.of(new Principal(kind, id)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Read letter by letter: a list of reviews asks this some hundred times. */
    private static boolean isId(String text) {
        if (text.isEmpty() || text.length() > LONGEST || !isLetterOrDigit(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '@' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    public boolean isPerson() {
        return kind == Kind.PERSON;
    }

    @JsonValue
    @Override
    public String toString() {
        return kind.prefix + id;
    }
}
