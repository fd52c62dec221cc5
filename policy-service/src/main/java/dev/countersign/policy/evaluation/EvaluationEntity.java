package dev.countersign.policy.evaluation;

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

    /** The payload as it was proposed, where a revision has taken its place. */
    @Column(name = "proposed_payload")
    @Nullable
    String proposedPayload;

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

    /** Before the first revision: what was proposed, and why it was answered as it was, is asked for again by replays. */
    void keepProposed() {
        if (proposedPayload == null) {
            proposedPayload = Stored.write(proposal().action().payload());
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

    @Nullable
    ExecutionView execution() {
        return execution == null ? null : Stored.read(execution, ExecutionView.class);
    }
}
