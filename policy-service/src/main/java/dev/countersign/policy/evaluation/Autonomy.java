package dev.countersign.policy.evaluation;

import dev.countersign.contracts.policy.ActionPolicy;
import dev.countersign.contracts.policy.CostOfError;
import dev.countersign.contracts.policy.PolicyDocument;
import java.util.Optional;

/**
 * Whether an action may go without a person at all. Publishing refuses a policy that would let it; an older version, or one that came
 * in another way, is not believed either.
 */
final class Autonomy {

    private Autonomy() {}

    /** Why a person must look, whatever the patterns say; empty where none must. */
    static Optional<String> whyAPersonMustLook(PolicyDocument document) {
        if (document.impact().needsPerson()) {
            return Optional.of("what an error would touch lets no action go without a person");
        }
        String basis = document.basis();
        return document.decidesAboutPersons() && (basis == null || basis.isBlank())
                ? Optional.of("the process decides about persons, and no legal basis is recorded")
                : Optional.empty();
    }

    /** What autonomy of an action misses; empty where it has been earned. */
    static Optional<String> whyNotAutonomous(PolicyDocument document, ActionPolicy action) {
        if (!action.reversible()) {
            return Optional.of("an error cannot be undone");
        }
        if (action.costOfError() != CostOfError.LOW) {
            return Optional.of("an error costs more than low");
        }
        if (!(document.oversight().sample() > 0)) {
            return Optional.of("no sample is read afterwards");
        }
        var earned = document.patterns().autonomous();
        return earned == null || earned.report().isBlank()
                ? Optional.of("no favourable autonomy report is named")
                : Optional.empty();
    }
}
