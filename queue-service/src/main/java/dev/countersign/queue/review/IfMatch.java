package dev.countersign.queue.review;

import dev.countersign.problems.Problem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The version of a review that somebody has seen, as {@code If-Match} says it; absent, any will do. */
record IfMatch(@Nullable String header) {

    /** The entity tag of a version. */
    static String tag(int version) {
        return "\"" + version + "\"";
    }

    /** Whether it names a version, and so what somebody has seen. */
    boolean namesOne() {
        return header != null && !header.strip().equals("*");
    }

    void require(int version) {
        if (header != null && namesOne() && !names(header, tag(version))) {
            throw stale();
        }
    }

    static Problem stale() {
        return Problem.of(
                412,
                "stale-review",
                "Stale review",
                "The review has changed since you saw it. Nothing was decided; look at it again.");
    }

    private static boolean names(String header, String tag) {
        return Arrays.stream(header.split(",", -1)).map(String::strip).anyMatch(tag::equals);
    }
}
