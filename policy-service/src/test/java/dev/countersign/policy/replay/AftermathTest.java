package dev.countersign.policy.replay;

import static dev.countersign.policy.replay.Recordings.NOON;
import static dev.countersign.policy.replay.Recordings.proposal;
import static dev.countersign.policy.replay.Recordings.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.countersign.contracts.event.Outcome;
import dev.countersign.policy.hindsight.Hindsight;
import dev.countersign.policy.hindsight.ReviewPace;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AftermathTest {

    private static final ReviewPace PACE = new ReviewPace(40, Duration.ofMinutes(2), Duration.ofMinutes(10));

    private final Tally tally = new Tally();
    private final AftermathCount count = new AftermathCount(PACE);

    private void compare(Outcome then, CandidateOutcome now, Hindsight hindsight) {
        Compared compared =
                new Compared(recorded(NOON, proposal(0.6, 20), then), now, List.of(), "person:tom", List.of());
        tally.add(compared);
        count.add(compared, hindsight);
    }

    private static Hindsight took(@Nullable Duration review, String... errors) {
        return new Hindsight(List.of(errors), review);
    }

    @Test
    void aReviewThatIsSparedCountsAsItWasTimedAndNoLongerThanOneDoes() {
        compare(Outcome.REVIEW, CandidateOutcome.PROCEED, took(Duration.ofMinutes(3)));
        compare(Outcome.REVIEW, CandidateOutcome.BLOCK, took(Duration.ofHours(60)));
        compare(Outcome.REVIEW, CandidateOutcome.PROCEED, took(null));
        compare(Outcome.REVIEW, CandidateOutcome.REVIEW, took(Duration.ofMinutes(5)));

        ReviewMinutes minutes = ReviewMinutes.of(tally, count.result());

        assertThat(minutes.saved()).isEqualTo(Duration.ofMinutes(3 + 10 + 2));
        assertThat(minutes.added()).isZero();
        assertThat(minutes.estimated()).isEqualTo(1);
        assertThat(count.result().noLongerAsked()).containsExactly(entry("person:maria", 3L));
    }

    @Test
    void aNewReviewCountsAsTheMedian() {
        compare(Outcome.PROCEED, CandidateOutcome.REVIEW, took(null));
        compare(Outcome.BLOCK, CandidateOutcome.REVIEW, took(null));
        compare(Outcome.REVIEW, CandidateOutcome.PROCEED, took(Duration.ofMinutes(1)));

        ReviewMinutes minutes = ReviewMinutes.of(tally, count.result());

        assertThat(minutes.added()).isEqualTo(Duration.ofMinutes(4));
        assertThat(minutes.net()).isEqualTo(Duration.ofMinutes(-3));
    }

    @Test
    void whereNoReviewWasTimedThereAreNoMinutes() {
        Compared compared = new Compared(
                recorded(NOON, proposal(0.6, 20), Outcome.REVIEW), CandidateOutcome.PROCEED, List.of(), "", List.of());
        tally.add(compared);
        AftermathCount untimed = new AftermathCount(ReviewPace.UNKNOWN);
        untimed.add(compared, Hindsight.NONE);

        ComparisonView.MinutesView minutes =
                ComparisonView.of(tally, untimed.result()).reviewMinutes();

        assertThat(minutes.saved()).isNull();
        assertThat(minutes.net()).isNull();
        assertThat(minutes.basis().reviews()).isZero();
        assertThat(minutes.basis().estimated()).isEqualTo(1);
    }

    @Test
    void aKnownErrorSlipsThroughWhereTheCandidateAsksNobody() {
        compare(Outcome.REVIEW, CandidateOutcome.PROCEED, took(null, "rejected"));
        compare(Outcome.PROCEED, CandidateOutcome.PROCEED, took(null, "escape-downstream"));
        compare(Outcome.PROCEED, CandidateOutcome.REVIEW, took(null, "escape-sample", "rejected"));
        compare(Outcome.REVIEW, CandidateOutcome.BLOCK, took(null, "taken-over"));
        compare(Outcome.REVIEW, CandidateOutcome.PROCEED, took(null));

        Aftermath.Errors errors = count.result().errors();

        assertThat(errors.total()).isEqualTo(4);
        assertThat(errors.slipped()).isEqualTo(2);
        assertThat(errors.slippedThen()).isEqualTo(2);
        assertThat(errors.first())
                .extracting(slipped -> slipped.why().getFirst())
                .containsExactly("rejected", "escape-downstream");
    }

    @Test
    void manyErrorsAreCountedAndTheFirstShown() {
        for (int i = 0; i < Aftermath.Errors.SHOWN + 20; i++) {
            compare(Outcome.REVIEW, CandidateOutcome.PROCEED, took(null, "rejected"));
        }

        Aftermath.Errors errors = count.result().errors();

        assertThat(errors.slipped()).isEqualTo(Aftermath.Errors.SHOWN + 20);
        assertThat(errors.first()).hasSize(Aftermath.Errors.SHOWN);
    }
}
