package dev.countersign.queue.attention;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Attention;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How somebody looked at a review, as their browser says. It is kept with the decision and never believed: what a policy enforces, it
 * enforces by what the queue knows itself.
 *
 * @param open how long the review was open before them, up to a day
 * @param scrolledToEnd whether its end was on the screen
 * @param sources which of its sources they opened, by index
 */
public record Looked(
        @Nullable Duration open,
        @Nullable Boolean scrolledToEnd,
        @Nullable List<Integer> sources) {

    private static final Duration LONGEST = Duration.ofDays(1);

    public Looked {
        sources = sources == null ? null : List.copyOf(sources);
    }

    /**
     * What is kept of it.
     *
     * @param looked null where their browser said nothing
     * @param shownAt when the queue first showed them the payload
     * @param sourcesThere how many sources the review has
     */
    public static Attention kept(@Nullable Looked looked, Principal by, @Nullable Instant shownAt, int sourcesThere) {
        if (looked == null) {
            return new Attention(by, shownAt, null, null, null, sourcesThere);
        }
        looked.check(sourcesThere);
        List<Integer> sources = looked.sources;
        Integer opened = sources == null ? null : sources.size();
        return new Attention(by, shownAt, looked.open, looked.scrolledToEnd, opened, sourcesThere);
    }

    private void check(int sourcesThere) {
        List<Violation> found = new ArrayList<>();
        if (open != null && (open.isNegative() || open.compareTo(LONGEST) > 0)) {
            found.add(new Violation("/attention/open", "must be between PT0S and PT24H"));
        }
        Set<Integer> seen = new HashSet<>();
        List<Integer> given = sources == null ? List.of() : sources;
        for (int i = 0; i < given.size() && i <= sourcesThere; i++) {
            int source = given.get(i);
            if (source < 0 || source >= sourcesThere) {
                found.add(new Violation("/attention/sources/" + i, "is no source of this review"));
            } else if (!seen.add(source)) {
                found.add(new Violation("/attention/sources/" + i, "is there twice"));
            }
        }
        if (!found.isEmpty()) {
            throw Problem.of(422, "invalid-value", "Invalid value", "The body has a value that cannot be used here.")
                    .with(found);
        }
    }
}
