package dev.countersign.queue.review;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.contracts.policy.Urgency;
import dev.countersign.queue.routing.Route;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row of a review: what it is about, and its {@link ReviewState} spread over columns. */
@SuppressWarnings("NullAway.Init") // whoever opens or reads it writes each field
class ReviewRow {

    UUID id;
    UUID evaluation;
    String process;
    String title;
    ReviewKind kind;
    String agent;
    String actionType;
    String target;
    String effect;
    Urgency urgency;
    String accountable;
    boolean unroutable;
    Instant openedAt;
    Phase phase;
    int version;
    int revision;
    String owner;
    String escalatedFrom;
    int cycle;

    @Nullable
    Instant pickUpBy;

    @Nullable
    Instant decideBy;

    @Nullable
    String claimedBy;

    @Nullable
    Instant claimedUntil;

    int needed;
    String digest;
    String proposed;
    String approvals;

    /** Who wrote the payload that is being approved; absent where the agent did. */
    @Nullable
    String editor;

    Instant waitingSince;

    @Nullable
    Instant pickedUpAt;

    String decidedBy;

    @Nullable
    String reason;

    boolean proceed;

    @Nullable
    Instant decidedAt;

    /** Which tenth of 0 to 1 the agent's confidence is in; absent where it gave none. */
    @Nullable
    Integer confidenceBand;

    long directoryVersion;

    @Nullable
    String standsInFor;

    @Nullable
    String ownerAs;

    @Nullable
    String asked;

    @Nullable
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
