package dev.countersign.notification;

import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import java.util.UUID;

/** Reads what stands in an address, and says what is wrong with it. */
public final class QueryParameters {

    private QueryParameters() {}

    public static UUID uuid(String name, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw invalid(name, "must be a UUID");
        }
    }

    public static int number(String name, String text, int least, int most) {
        String sentence = "must be a number from " + least + " to " + most;
        try {
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw invalid(name, sentence);
            }
            return number;
        } catch (NumberFormatException e) {
            throw invalid(name, sentence);
        }
    }

    /** A parameter that cannot be used; its own text is not repeated. */
    public static Problem invalid(String name, String sentence) {
        return Problem.of(422, "invalid-value", "Invalid value", "A parameter of the request cannot be used.")
                .with(new Violation("/" + name, sentence));
    }
}
