package dev.countersign.policy.hindsight;

import java.time.Duration;

/**
 * How long people are on a review of a process, from picking it up to deciding.
 *
 * @param reviews how many this rests on; none: nothing is known, and the times are zero
 * @param median what a review takes that nobody has timed
 * @param longest what one review counts for at most, the 90th percentile: a review left open over lunch is not an hour's work
 */
public record ReviewPace(long reviews, Duration median, Duration longest) {

    public static final ReviewPace UNKNOWN = new ReviewPace(0, Duration.ZERO, Duration.ZERO);

    public boolean isKnown() {
        return reviews > 0;
    }

    /** What a review counts for. */
    public Duration counted(Duration recorded) {
        return recorded.compareTo(longest) > 0 ? longest : recorded;
    }
}
