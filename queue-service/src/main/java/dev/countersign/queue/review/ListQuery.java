package dev.countersign.queue.review;

import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import dev.countersign.queue.routing.Reach;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which reviews somebody asks for.
 *
 * @param reach only those this close; absent: all that may be seen
 * @param text only those in which these words stand: in process, title, effect, target, type or in why they are the reader's
 * @param limit 1 to {@value #MOST}, or to {@value #MOST_EXPORTED} for an export
 */
record ListQuery(
        boolean open,
        @Nullable Reach reach,
        @Nullable String process,
        @Nullable String text,
        @Nullable ListCursor after,
        int limit) {

    static final int MOST_TEXT = 200;
    static final int MOST = 200;
    static final int USUAL = 50;
    static final int MOST_EXPORTED = 10_000;

    /** The query that the parameters of a request make, which are null where they were not given. */
    static ListQuery of(
            @Nullable String state,
            @Nullable String scope,
            boolean mine,
            @Nullable String process,
            @Nullable String text,
            @Nullable String cursor,
            @Nullable Integer limit) {
        return new ListQuery(
                open(state),
                mine ? Reach.MINE : reach(scope),
                process,
                text(text),
                after(cursor),
                limit(limit, USUAL, MOST));
    }

    /** The same of all that there is, as far as one file goes. */
    ListQuery exported(@Nullable Integer asked) {
        return new ListQuery(open, reach, process, text, after, limit(asked, MOST_EXPORTED, MOST_EXPORTED));
    }

    private static boolean open(@Nullable String state) {
        return switch (state) {
            case null -> true;
            case "open" -> true;
            case "decided" -> false;
            default -> throw refused("state", "must be open or decided");
        };
    }

    private static @Nullable Reach reach(@Nullable String scope) {
        return switch (scope) {
            case null -> null;
            case "all" -> null;
            case "mine" -> Reach.MINE;
            case "team" -> Reach.TEAM;
            default -> throw refused("scope", "must be mine, team or all");
        };
    }

    private static @Nullable String text(@Nullable String text) {
        String words = text == null ? "" : text.strip();
        if (words.length() > MOST_TEXT) {
            throw refused("text", "must be no longer than " + MOST_TEXT + " characters");
        }
        if (words.indexOf('\0') >= 0) {
            throw refused("text", "must be without NUL characters");
        }
        return words.isEmpty() ? null : words;
    }

    private static @Nullable ListCursor after(@Nullable String cursor) {
        Supplier<Problem> refused = () -> refused("cursor", "is no cursor of this list; begin without one");
        return cursor == null ? null : ListCursor.parse(cursor).orElseThrow(refused);
    }

    private static int limit(@Nullable Integer limit, int usual, int most) {
        if (limit == null) {
            return usual;
        }
        if (limit < 1 || limit > most) {
            throw refused("limit", "must be between 1 and " + most);
        }
        return limit;
    }

    private static Problem refused(String parameter, String sentence) {
        return Problem.of(422, "invalid-value", "Invalid value", "A parameter of the address cannot be used here.")
                .with(new Violation("/" + parameter, sentence));
    }
}
