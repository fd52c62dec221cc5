package dev.countersign.policy.evaluation;

import dev.countersign.contracts.event.EvaluationEvent;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRecorded;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationSampled;
import dev.countersign.contracts.event.Supervision;
import dev.countersign.contracts.policy.ActionPolicy;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.publishing.PublishedPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is written down about an evaluation: its row and its events. */
final class Records {

    private Records() {}

    static EvaluationEntity entity(Pending pending, Facts facts, Verdict verdict) {
        EvaluationEntity entity = new EvaluationEntity();
        entity.id = facts.id();
        entity.process = facts.proposal().process();
        entity.policyVersion = facts.policyVersion();
        entity.agent = facts.agent();
        entity.outcome = verdict.outcome().name().toLowerCase(Locale.ROOT);
        entity.reasons = Stored.write(verdict.reasons());
        entity.proposal = pending.written();
        entity.payloadDigest = facts.payloadDigest();
        entity.revision = 1;
        Pending.Repetition repetition = pending.repetition();
        if (repetition != null) {
            entity.idempotencyKey = repetition.key();
            entity.requestDigest = repetition.digest();
        }
        entity.createdAt = facts.at();
        entity.become(Facts.status(verdict.outcome()), facts.at());
        return entity;
    }

    /** What is said of it, in this order. */
    static List<EvaluationEvent> events(Facts facts, Verdict verdict) {
        PublishedPolicy policy = facts.policy();
        EvaluationRecorded recorded = recorded(facts, verdict);
        return policy == null || !verdict.sampled()
                ? List.of(recorded)
                : List.of(
                        recorded,
                        new EvaluationSampled(
                                facts.id(),
                                facts.proposal().process(),
                                policy.document().oversight().sample(),
                                facts.at()));
    }

    private static EvaluationRecorded recorded(Facts facts, Verdict verdict) {
        Proposal proposal = facts.proposal();
        Confidence confidence = proposal.confidence();
        return new EvaluationRecorded(
                facts.id(),
                proposal.process(),
                facts.policyVersion(),
                facts.agent(),
                verdict.outcome(),
                verdict.reasons(),
                proposal.action(),
                facts.payloadDigest(),
                proposal.lowestConfidence(),
                confidence == null ? Map.of() : confidence.fields(),
                proposal.signals(),
                verdict.firedSignals(),
                proposal.sources(),
                proposal.content(),
                proposal.run(),
                supervision(facts, verdict),
                facts.at());
    }

    private static @Nullable Supervision supervision(Facts facts, Verdict verdict) {
        PublishedPolicy policy = facts.policy();
        ActionPolicy action = policy == null
                ? null
                : policy.action(facts.proposal().action().type()).orElse(null);
        if (policy == null || action == null) {
            return null;
        }
        PolicyDocument document = policy.document();
        return new Supervision(
                document.title(),
                document.accountable(),
                document.impact(),
                action,
                document.review(),
                verdict.signalOwner(),
                verdict.urgency(),
                document.sla(),
                document.notifyRoutes());
    }
}
