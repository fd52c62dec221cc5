package dev.countersign.policy.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON in it is text that the database does not look into. */
@Entity
@Table(name = "evaluation")
class EvaluationEntity {

    @Id
    UUID id;

    @Column
    String process;

    @Column(name = "policy_version")
    @Nullable
    Integer policyVersion;

    @Column
    String agent;

    @Column
    String outcome;

    @Column
    String status;

    @Column
    String reasons;

    /** The proposal with the payload as it stands. */
    @Column
    String proposal;

    /** The proposal as it came, where a revision or a renewal has taken its place. */
    @Column
    @Nullable
    String proposed;

    /** The reasons of the first answer, where those of a revision have taken their place. */
    @Column(name = "proposed_reasons")
    @Nullable
    String proposedReasons;

    /** Of the payload as it stands, edited by a reviewer or not. */
    @Column(name = "payload_digest")
    String payloadDigest;

    @Column
    int revision;

    @Column(name = "idempotency_key")
    @Nullable
    String idempotencyKey;

    @Column(name = "request_digest")
    @Nullable
    String requestDigest;

    @Column
    @Nullable
    UUID review;

    @Column
    @Nullable
    String owner;

    @Column(name = "clock_cycle")
    int clockCycle;

    @Column(name = "decide_by")
    @Nullable
    Instant decideBy;

    @Column
    @Nullable
    String decision;

    @Column
    @Nullable
    String execution;

    /** When the agent last sent the case as it was by then, and the decision stood. */
    @Column(name = "renewed_at")
    @Nullable
    Instant renewedAt;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "changed_at")
    Instant changedAt;

    Status status() {
        return Status.of(status);
    }

    void become(Status next, Instant now) {
        status = next.word();
        changedAt = now;
    }

    /** What the table says; nothing else changes a status. */
    void follow(Command command, Instant now) {
        become(
                Lifecycle.next(status(), command)
                        .orElseThrow(() -> new IllegalStateException(command + " of what is " + status)),
                now);
    }

    /** Before the first revision or renewal: what was proposed, and why it was answered as it was, is asked for again by replays. */
    void keepProposed() {
        if (proposed == null) {
            proposed = proposal;
            proposedReasons = reasons;
        }
    }

    Proposal proposal() {
        return Stored.read(proposal, Proposal.class);
    }

    @Nullable
    DecisionView decision() {
        return decision == null ? null : Stored.read(decision, DecisionView.class);
    }

    /** The proposal with the payload that may be executed: the agent's own, or as the reviewer changed it. */
    Proposal decided() {
        DecisionView decision = decision();
        JsonNode edited = decision == null ? null : decision.payload();
        return edited == null ? proposal() : proposal().withPayload(edited);
    }

    /** From when on its decision counts as fresh. */
    Instant freshSince() {
        DecisionView decision = decision();
        Instant decidedAt = decision == null ? createdAt : decision.at();
        return renewedAt != null && renewedAt.isAfter(decidedAt) ? renewedAt : decidedAt;
    }

    @Nullable
    ExecutionView execution() {
        return execution == null ? null : Stored.read(execution, ExecutionView.class);
    }
}
