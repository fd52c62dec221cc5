package dev.countersign.policy.replay;

import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.policy.evaluation.Recorded;
import java.util.List;

/**
 * A recorded evaluation beside what a candidate policy answers to it.
 *
 * @param candidate what the candidate answers
 * @param reasons why it does
 * @param asks whom the candidate would ask first, as it names them; empty where it asks nobody
 * @param uses what it would use up of the candidate's limits
 */
public record Compared(
        Recorded recorded, CandidateOutcome candidate, List<Reason> reasons, String asks, List<Use> uses) {

    public Compared {
        reasons = List.copyOf(reasons);
        uses = List.copyOf(uses);
    }

    public Change change() {
        return new Change(recorded.outcome(), candidate);
    }

    /** A pair of answers, the same or not. */
    public record Change(Outcome recorded, CandidateOutcome candidate) {

        public boolean differs() {
            return CandidateOutcome.of(recorded) != candidate;
        }

        /** A person was asked, and would not be. */
        public boolean noLongerAsked() {
            return recorded == Outcome.REVIEW && differs();
        }

        /** Nobody was asked, and a person would be. */
        public boolean newlyAsked() {
            return candidate == CandidateOutcome.REVIEW && differs();
        }
    }
}
