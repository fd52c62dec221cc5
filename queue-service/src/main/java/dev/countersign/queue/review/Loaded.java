package dev.countersign.queue.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Action;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRecorded;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRefreshed;
import dev.countersign.contracts.event.Run;
import dev.countersign.contracts.event.Supervision;
import dev.countersign.contracts.policy.SlaPolicy;
import dev.countersign.expressions.Scope;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.payload.ApprovalsNeeded;
import dev.countersign.queue.payload.Canonical;
import dev.countersign.queue.payload.EffectSentence;
import dev.countersign.queue.routing.DecidingRight;
import dev.countersign.queue.routing.Matter;
import dev.countersign.queue.routing.RoutingRequest;
import dev.countersign.queue.routing.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A review with all that is needed to say something about it.
 *
 * @param payload what approving unchanged would approve
 */
record Loaded(
        Directory directory,
        ReviewRow row,
        ContentRow content,
        EvaluationRecorded recorded,
        Supervision supervision,
        JsonNode payload) {

    static Loaded of(Directory directory, ReviewRow row, ContentRow content) {
        EvaluationRecorded recorded = StoredJson.read(content.recorded, EvaluationRecorded.class);
        return new Loaded(
                directory,
                row,
                content,
                recorded,
                Objects.requireNonNull(recorded.supervision(), "a review has its supervision"),
                StoredJson.tree(content.payload));
    }

    /** As it is after a step, which has written the payload that would be approved now into the content. */
    Loaded afterStep() {
        return new Loaded(directory, row, content, recorded, supervision, StoredJson.tree(content.payload));
    }

    /** What the policy's expressions see of a payload. */
    Scope scope(JsonNode ofPayload) {
        return scope(recorded, ofPayload);
    }

    static Scope scope(EvaluationRecorded recorded, JsonNode payload) {
        return Scope.of(
                recorded.action().withPayload(payload), recorded.content(), recorded.signals(), recorded.confidence());
    }

    RoutingRequest routing(JsonNode ofPayload) {
        return routing(recorded, supervision, ofPayload);
    }

    static RoutingRequest routing(EvaluationRecorded recorded, Supervision supervision, JsonNode payload) {
        return new RoutingRequest(
                recorded.process(),
                scope(recorded, payload),
                supervision.signalOwner(),
                supervision.review().owner(),
                supervision.review().fallback(),
                supervision.accountable());
    }

    Matter matter(ReviewState state, JsonNode ofPayload) {
        Action action = recorded.action().withPayload(ofPayload);
        return new Matter(
                recorded.process(),
                action,
                state.owner(),
                state.escalatedFrom(),
                escalatesTo(supervision.sla()),
                supervision.accountable(),
                row.standsInFor,
                row.ownerAs,
                row.asked);
    }

    private static List<Principal> escalatesTo(SlaPolicy sla) {
        return sla.steps().stream()
                .map(SlaPolicy.Step::escalate)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The right of a person to decide it as it stands. */
    Optional<Standing> rightOf(String person, Instant now) {
        return DecidingRight.of(directory, matter(row.state(), payload), person, now);
    }

    int approvalsNeeded(JsonNode ofPayload) {
        return ApprovalsNeeded.by(supervision.review().approvals(), scope(ofPayload));
    }

    String effect(Canonical canonical) {
        return EffectSentence.of(supervision.action().effect(), scope(canonical.payload()));
    }

    /** Writes down what the agent says of the case by now, in the place of what it said when it proposed. */
    void refreshed(EvaluationRefreshed by) {
        Action former = recorded.action();
        content.recorded = StoredJson.write(new EvaluationRecorded(
                recorded.evaluation(),
                recorded.process(),
                recorded.policyVersion(),
                recorded.agent(),
                recorded.outcome(),
                recorded.reasons(),
                new Action(former.type(), former.target(), former.payload(), by.before()),
                recorded.payloadDigest(),
                by.confidence(),
                by.confidenceByField(),
                by.signals(),
                recorded.firedSignals(),
                recorded.sources(),
                by.content(),
                recorded.run(),
                supervision,
                recorded.at()));
    }

    /** For whom the agent acts, as it says; null where it says nobody. */
    @Nullable
    Principal actsFor() {
        Run run = recorded.run();
        return run == null ? null : run.onBehalfOf();
    }

    /** Whether it is this person's own agent. */
    boolean isForThem(String person) {
        Principal actsFor = actsFor();
        return actsFor != null && actsFor.id().equals(person);
    }

    /** Who gave an approval of what is shown, and is gone since, or has not the authority any more. */
    Set<String> lapsedApprovers(Instant now) {
        return row.state().ballot().approvals().stream()
                .map(Ballot.Approval::by)
                .filter(person -> !isHere(person) || !suffices(person, now))
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isHere(String person) {
        return directory.person(person).isPresent() || supervision.accountable().equals(Principal.person(person));
    }

    /** Whether a person's authority suffices at an instant for what is shown. */
    boolean suffices(String person, Instant now) {
        return directory.suffices(person, row.process, recorded.action().withPayload(payload), now);
    }

    String nameOf(Principal principal) {
        return directory.nameOf(principal);
    }
}
