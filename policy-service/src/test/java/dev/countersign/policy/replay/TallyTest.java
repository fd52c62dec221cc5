package dev.countersign.policy.replay;

import static dev.countersign.policy.replay.Recordings.NOON;
import static dev.countersign.policy.replay.Recordings.proposal;
import static dev.countersign.policy.replay.Recordings.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.policy.replay.Compared.Change;
import dev.countersign.policy.replay.Tally.ReasonCode;
import dev.countersign.policy.replay.Tally.Times;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {

    private static final Reason LOW = new Reason("confidence-gated", "below-threshold", "0.6 is below 0.9");
    private static final Reason LOWER = new Reason("confidence-gated", "below-threshold", "0.3 is below 0.9");
    private static final Reason SURE = new Reason("confidence-gated", "confident", "0.6 is not below 0.5");

    private static Compared compared(Outcome then, CandidateOutcome now, Reason reason, String asks) {
        return new Compared(recorded(NOON, proposal(0.6, 20), then, LOW, LOWER), now, List.of(reason), asks, List.of());
    }

    private static Tally tally() {
        Tally tally = new Tally();
        tally.add(compared(Outcome.REVIEW, CandidateOutcome.PROCEED, SURE, ""));
        tally.add(compared(Outcome.REVIEW, CandidateOutcome.PROCEED, SURE, ""));
        tally.add(compared(Outcome.REVIEW, CandidateOutcome.REVIEW, LOW, "person:maria"));
        tally.add(compared(Outcome.PROCEED, CandidateOutcome.REVIEW, LOWER, "person:maria"));
        tally.add(compared(Outcome.BLOCK, CandidateOutcome.REFUSED, LOWER, ""));
        tally.addHalted();
        return tally;
    }

    @ParameterizedTest
    @CsvSource({
        "REVIEW, PROCEED, true, true, false",
        "REVIEW, BLOCK, true, true, false",
        "REVIEW, REFUSED, true, true, false",
        "REVIEW, REVIEW, false, false, false",
        "PROCEED, REVIEW, true, false, true",
        "BLOCK, REVIEW, true, false, true",
        "PROCEED, PROCEED, false, false, false",
        "PROCEED, BLOCK, true, false, false",
        "BLOCK, REFUSED, true, false, false",
        "BLOCK, BLOCK, false, false, false"
    })
    void aChangeSaysWhoIsAskedNoLongerAndWhoNewly(
            Outcome then, CandidateOutcome now, boolean differs, boolean noLonger, boolean newly) {
        Change change = new Change(then, now);

        assertThat(change.differs()).isEqualTo(differs);
        assertThat(change.noLongerAsked()).isEqualTo(noLonger);
        assertThat(change.newlyAsked()).isEqualTo(newly);
    }

    @Test
    void answersAreCountedInPairs() {
        Tally tally = tally();

        assertThat(tally.evaluations()).isEqualTo(5);
        assertThat(tally.halted()).isEqualTo(1);
        assertThat(tally.recorded())
                .containsExactly(entry(Outcome.PROCEED, 1L), entry(Outcome.REVIEW, 3L), entry(Outcome.BLOCK, 1L));
        assertThat(tally.candidate())
                .containsExactly(
                        entry(CandidateOutcome.PROCEED, 2L),
                        entry(CandidateOutcome.REVIEW, 2L),
                        entry(CandidateOutcome.BLOCK, 0L),
                        entry(CandidateOutcome.REFUSED, 1L));
        assertThat(tally.answers()).containsEntry(new Change(Outcome.REVIEW, CandidateOutcome.PROCEED), 2L);
        assertThat(tally.newlyAsked()).containsExactly(entry("person:maria", 1L));
    }

    @Test
    void aReasonCountsOnceAnEvaluationWhateverItsSentence() {
        assertThat(tally().reasons())
                .containsExactly(
                        entry(new ReasonCode("confidence-gated", "below-threshold"), new Times(5, 3)),
                        entry(new ReasonCode("confidence-gated", "confident"), new Times(0, 2)));
    }

    @Test
    void whatIsWrittenIsReadAndGoesOnCounting() throws Exception {
        Tally again = Tally.read(Json.mapper().readTree(tally().write().toString()));
        assertThat(again.write()).isEqualTo(tally().write());

        again.add(compared(Outcome.REVIEW, CandidateOutcome.PROCEED, SURE, ""));

        assertThat(again.evaluations()).isEqualTo(6);
        assertThat(again.answers()).containsEntry(new Change(Outcome.REVIEW, CandidateOutcome.PROCEED), 3L);
    }
}
