package dev.countersign.queue.attention;

import dev.countersign.problems.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** An approval is taken once there was time to read. Counted from when the queue itself first showed the payload to that person. */
public final class ReadingTime {

    private ReadingTime() {}

    /** From when on an approval is taken; null where the policy asks for no time, or it was never shown. */
    public static @Nullable Instant over(@Nullable Duration asked, @Nullable Instant shownAt) {
        return asked == null || shownAt == null ? null : shownAt.plus(asked);
    }

    /** Refuses an approval that comes too soon. */
    public static void require(@Nullable Duration asked, @Nullable Instant shownAt, Instant now) {
        if (asked == null) {
            return;
        }
        Instant over = over(asked, shownAt);
        if (over == null) {
            throw problem("Open it in the console and read it first: this policy asks for " + asked.toSeconds()
                    + " seconds of reading. Nothing was decided.");
        }
        if (now.isBefore(over)) {
            long left = ChronoUnit.SECONDS.between(now, over) + 1;
            throw problem("This policy asks for " + asked.toSeconds() + " seconds of reading; " + left
                            + " are left. Nothing was decided.")
                    .with("decidableAt", over);
        }
    }

    private static Problem problem(String sentence) {
        return Problem.of(409, "reading-time", "Read it first", sentence);
    }
}
