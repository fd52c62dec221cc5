package dev.countersign.queue.directory;

import dev.countersign.problems.Problem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has seen of what they change, so that of two who change the same entry the second does not undo the first.
 *
 * @param ifMatch the tags of which one must be the present one; absent, any will do
 * @param ifNoneMatch {@code *} where there must be no such entry yet
 */
record Precondition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {

    /**
     * Refuses where it does not hold.
     *
     * @param present the tag of what is there; null where nothing is
     */
    void require(@Nullable String present) {
        if (ifMatch != null && (present == null || !names(ifMatch, present))) {
            throw stale("It has changed since you saw it. Nothing was changed; look at it again.");
        }
        if (ifNoneMatch != null && present != null && names(ifNoneMatch, present)) {
            throw stale("It is there already. Nothing was changed.");
        }
    }

    private static boolean names(String header, String tag) {
        return Arrays.stream(header.split(",", -1))
                .map(String::strip)
                .anyMatch(one -> one.equals("*") || one.equals("\"" + tag + "\""));
    }

    private static Problem stale(String sentence) {
        return Problem.of(412, "stale-entry", "Stale entry", sentence);
    }
}
