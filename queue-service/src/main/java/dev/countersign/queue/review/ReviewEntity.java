package dev.countersign.queue.review;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.contracts.policy.Urgency;
import dev.countersign.queue.routing.Route;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** The row of a review: what it is about, and its {@link ReviewState} spread over columns. */
@Entity
@Table(name = "review")
@DynamicUpdate
class ReviewEntity {

    @Id
    UUID id;

    @Column
    UUID evaluation;

    @Column
    String process;

    @Column
    String title;

    @Column
    @Enumerated(EnumType.STRING)
    ReviewKind kind;

    @Column
    String agent;

    @Column(name = "action_type")
    String actionType;

    @Column
    String target;

    @Column
    String effect;

    @Column
    @Enumerated(EnumType.STRING)
    Urgency urgency;

    @Column
    String accountable;

    @Column
    boolean unroutable;

    @Column(name = "opened_at")
    Instant openedAt;

    @Column
    @Enumerated(EnumType.STRING)
    Phase phase;

    @Column
    int version;

    @Column
    int revision;

    @Column
    String owner;

    @Column(name = "escalated_from")
    String escalatedFrom;

    @Column
    int cycle;

    @Nullable
    @Column(name = "pick_up_by")
    Instant pickUpBy;

    @Nullable
    @Column(name = "decide_by")
    Instant decideBy;

    @Nullable
    @Column(name = "claimed_by")
    String claimedBy;

    @Nullable
    @Column(name = "claimed_until")
    Instant claimedUntil;

    @Column
    int needed;

    @Column
    String digest;

    @Column
    String proposed;

    @Column
    String approvals;

    /** Who wrote the payload that is being approved; absent where the agent did. */
    @Nullable
    @Column
    String editor;

    @Column(name = "waiting_since")
    Instant waitingSince;

    @Nullable
    @Column(name = "picked_up_at")
    Instant pickedUpAt;

    @Column(name = "decided_by")
    String decidedBy;

    @Nullable
    @Column
    String reason;

    @Column
    boolean proceed;

    @Nullable
    @Column(name = "decided_at")
    Instant decidedAt;

    /** Which tenth of 0 to 1 the agent's confidence is in; absent where it gave none. */
    @Nullable
    @Column(name = "confidence_band")
    Integer confidenceBand;

    @Column(name = "directory_version")
    long directoryVersion;

    @Nullable
    @Column(name = "stands_in_for")
    String standsInFor;

    @Nullable
    @Column(name = "owner_as")
    String ownerAs;

    @Nullable
    @Column
    String asked;

    @Nullable
    @Column(name = "look_again_at")
    Instant lookAgainAt;

    /** How it came to its owner. */
    void routed(Route route) {
        unroutable = route.unroutable();
        standsInFor = route.standsInFor();
        ownerAs = route.as();
        asked = route.asked();
    }

    /** Whose it is: the owner, or for whom the owner stands in. */
    Principal held() {
        return standsInFor == null ? Principal.parse(owner) : Principal.person(standsInFor);
    }

    ReviewState state() {
        return new ReviewState(
                phase,
                version,
                revision,
                Principal.parse(owner),
                StoredList.principals(escalatedFrom),
                new Deadline(cycle, pickUpBy, decideBy),
                claimedBy == null || claimedUntil == null ? null : new Claim(claimedBy, claimedUntil),
                new Ballot(needed, digest, proposed, StoredList.approvals(approvals), editor),
                waitingSince,
                pickedUpAt,
                ending());
    }

    private @Nullable Ending ending() {
        return decidedAt == null
                ? null
                : new Ending(phase.outcome(), StoredList.principals(decidedBy), reason, proceed, decidedAt);
    }

    void become(ReviewState state) {
        phase = state.phase();
        version = state.version();
        revision = state.revision();
        owner = state.owner().toString();
        escalatedFrom = StoredList.of(state.escalatedFrom());
        cycle = state.deadline().cycle();
        pickUpBy = state.deadline().pickUpBy();
        decideBy = state.deadline().decideBy();
        Claim claim = state.claim();
        claimedBy = claim == null ? null : claim.by();
        claimedUntil = claim == null ? null : claim.until();
        waitingSince = state.waitingSince();
        pickedUpAt = state.pickedUpAt();
        become(state.ballot());
        become(state.ending());
    }

    private void become(Ballot ballot) {
        needed = ballot.needed();
        digest = ballot.digest();
        proposed = ballot.proposed();
        approvals = StoredList.ofApprovals(ballot.approvals());
        editor = ballot.editor();
    }

    private void become(@Nullable Ending ending) {
        decidedBy = ending == null ? "" : StoredList.of(ending.by());
        reason = ending == null ? null : ending.reason();
        proceed = ending != null && ending.proceed();
        decidedAt = ending == null ? null : ending.at();
    }
}
