package dev.countersign.queue.review;

import dev.countersign.queue.attention.ReadingTime;
import dev.countersign.queue.attention.ReasonSentence;
import dev.countersign.queue.confidence.Worth;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What it takes of this person to decide a review.
 *
 * @param shownAt when the queue first showed them this payload; absent where it has not yet
 * @param readingTime how long after that an approval is taken; absent where the policy asks for no time
 * @param decidableAt the instant of that
 * @param reasonNeeded whether approving what is shown needs a sentence of reason
 * @param actsFor for whom the agent acts, as it says
 * @param mayApprove whether an approval of what is shown, given by this person, would count
 * @param mayNotApprove why not: {@code acts-for-you}, {@code you-edited-it}, {@code already-approved}, {@code decided}
 * @param says what each verdict says, and the end of the clock
 * @param confidenceWorth what such a confidence has been worth so far; absent where the agent gave none
 */
record DecidingView(
        @Nullable Instant shownAt,
        @Nullable Duration readingTime,
        @Nullable Instant decidableAt,
        boolean reasonNeeded,
        @Nullable NamedView actsFor,
        boolean mayApprove,
        @Nullable String mayNotApprove,
        Says says,
        @Nullable Worth confidenceWorth) {

    static DecidingView of(Loaded review, String person, @Nullable Instant shownAt, @Nullable Worth worth) {
        Duration reading = review.supervision().review().readingTime();
        String mayNot = mayNotApprove(review, person);
        return new DecidingView(
                shownAt,
                reading,
                ReadingTime.over(reading, shownAt),
                ReasonSentence.isNeeded(review.supervision().review().reasonWhen(), review.scope(review.payload())),
                review.actsFor() == null ? null : NamedView.of(review.directory(), review.actsFor()),
                mayNot == null,
                mayNot,
                Says.of(review.supervision().sla().onExpiry()),
                worth);
    }

    private static @Nullable String mayNotApprove(Loaded review, String person) {
        Ballot ballot = review.row().state().ballot();
        if (review.row().phase != Phase.OPEN) {
            return "decided";
        }
        if (ballot.has(person)) {
            return "already-approved";
        }
        boolean own = review.isForThem(person);
        int needed = review.approvalsNeeded(review.payload());
        if (!ballot.isOwnWork(person, own, ballot.digest(), needed)) {
            return null;
        }
        return own ? "acts-for-you" : "you-edited-it";
    }
}
