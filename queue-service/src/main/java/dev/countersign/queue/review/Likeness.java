package dev.countersign.queue.review;

import dev.countersign.contracts.event.EvaluationEvent.EvaluationRecorded;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import java.util.List;

/**
 * What a review shows for which no agent waits: nothing by which it could be told from one for which an agent does, and nothing that is
 * not true of it.
 */
final class Likeness {

    /** Why a sample is here. That the policy has a person look at some of what would go without one is published with the policy. */
    static final Reason A_PERSON_LOOKS =
            new Reason("policy", "person-looks", "The policy has a person look at this one.");

    private Likeness() {}

    /** The reasons for which it went without a person would tell that it did. */
    static EvaluationRecorded ofSample(EvaluationRecorded recorded) {
        return shown(recorded, List.of(A_PERSON_LOOKS));
    }

    /** A made-up proposal brings the reasons that the policy would give for it. */
    static EvaluationRecorded ofSeededCheck(EvaluationRecorded recorded) {
        return shown(recorded, recorded.reasons().isEmpty() ? List.of(A_PERSON_LOOKS) : recorded.reasons());
    }

    private static EvaluationRecorded shown(EvaluationRecorded recorded, List<Reason> reasons) {
        return new EvaluationRecorded(
                recorded.evaluation(),
                recorded.process(),
                recorded.policyVersion(),
                recorded.agent(),
                Outcome.REVIEW,
                reasons,
                recorded.action(),
                recorded.payloadDigest(),
                recorded.confidence(),
                recorded.confidenceByField(),
                recorded.signals(),
                recorded.firedSignals(),
                recorded.sources(),
                recorded.content(),
                recorded.run(),
                recorded.supervision(),
                recorded.at());
    }
}
