package dev.countersign.policy.replay;

import dev.countersign.policy.hindsight.ReviewPace;
import java.time.Duration;

/**
 * What a candidate would cost and spare reviewers.
 *
 * @param saved what the reviews took that would not be: as timed, and the median for those that nobody timed
 * @param added what the new reviews would take: the median for each
 * @param estimated how many reviews, saved or added, count as the median
 */
public record ReviewMinutes(Duration saved, Duration added, long estimated) {

    static ReviewMinutes of(Tally tally, Aftermath aftermath) {
        long noLonger = tally.count(Compared.Change::noLongerAsked);
        long newly = tally.count(Compared.Change::newlyAsked);
        // Decided by now, but compared before that: never less than nothing.
        long untimed = Math.max(0, noLonger - aftermath.saved().reviews());
        ReviewPace pace = aftermath.pace();
        return new ReviewMinutes(
                aftermath.saved().time().plus(pace.median().multipliedBy(untimed)),
                pace.median().multipliedBy(newly),
                untimed + newly);
    }

    Duration net() {
        return saved.minus(added);
    }
}
