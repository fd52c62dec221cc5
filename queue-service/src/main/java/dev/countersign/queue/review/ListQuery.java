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
 * @param limit 1 to {@value #MOST}
 */
record ListQuery(
        boolean open,
        @Nullable Reach reach,
        @Nullable String process,
        @Nullable ListCursor after,
        int limit) {

    static final int MOST = 200;
    static final int USUAL = 50;

    /** The query that the parameters of a request make, which are null where they were not given. */
    static ListQuery of(
            @Nullable String state,
            @Nullable String scope,
            boolean mine,
            @Nullable String process,
            @Nullable String cursor,
            @Nullable Integer limit) {
        return new ListQuery(open(state), mine ? Reach.MINE : reach(scope), process, after(cursor), limit(limit));
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

    private static @Nullable ListCursor after(@Nullable String cursor) {
        Supplier<Problem> refused = () -> refused("cursor", "is no cursor of this list; begin without one");
        return cursor == null ? null : ListCursor.parse(cursor).orElseThrow(refused);
    }

    private static int limit(@Nullable Integer limit) {
        if (limit == null) {
            return USUAL;
        }
        if (limit < 1 || limit > MOST) {
            throw refused("limit", "must be between 1 and " + MOST);
        }
        return limit;
    }

    private static Problem refused(String parameter, String sentence) {
        return Problem.of(422, "invalid-value", "Invalid value", "A parameter of the address cannot be used here.")
                .with(new Violation("/" + parameter, sentence));
    }
}
