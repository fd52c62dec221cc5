package dev.countersign.queue.review;

import dev.countersign.contracts.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a review that a command can change.
 *
 * @param version counts what a decision rests on: payload, owner, approvals, who is on it; not the ticking of its clock
 * @param revision 1 for the proposal, one more for each new payload of the agent
 * @param escalatedFrom who owned it before a clock moved it on, first one first
 * @param waitingSince when it was opened, or last reopened
 * @param pickedUpAt when somebody first was on it since then
 */
public record ReviewState(
        Phase phase,
        int version,
        int revision,
        Principal owner,
        List<Principal> escalatedFrom,
        Deadline deadline,
        @Nullable Claim claim,
        Ballot ballot,
        Instant waitingSince,
        @Nullable Instant pickedUpAt,
        @Nullable Ending ending) {

    public ReviewState {
        escalatedFrom = List.copyOf(escalatedFrom);
        if ((phase == Phase.OPEN) != (ending == null)) {
            throw new IllegalArgumentException("a review is open or has an ending");
        }
    }

    /** A new review. */
    static ReviewState opened(Principal owner, Ballot ballot, Instant now) {
        return new ReviewState(Phase.OPEN, 1, 1, owner, List.of(), Deadline.FIRST, null, ballot, now, null, null);
    }

    /** Whose claim holds at an instant, or null. */
    @Nullable
    Claim claimAt(Instant now) {
        return claim != null && claim.holdsAt(now) ? claim : null;
    }

    ReviewState next() {
        return new ReviewState(
                phase,
                version + 1,
                revision,
                owner,
                escalatedFrom,
                deadline,
                claim,
                ballot,
                waitingSince,
                pickedUpAt,
                ending);
    }

    ReviewState with(Deadline other) {
        return new ReviewState(
                phase, version, revision, owner, escalatedFrom, other, claim, ballot, waitingSince, pickedUpAt, ending);
    }

    ReviewState claimed(@Nullable Claim other, @Nullable Instant pickedUp) {
        return new ReviewState(
                phase,
                version,
                revision,
                owner,
                escalatedFrom,
                deadline,
                other,
                ballot,
                waitingSince,
                pickedUp,
                ending);
    }

    ReviewState with(Ballot other) {
        return new ReviewState(
                phase,
                version,
                revision,
                owner,
                escalatedFrom,
                deadline,
                claim,
                other,
                waitingSince,
                pickedUpAt,
                ending);
    }

    ReviewState ownedBy(Principal other, List<Principal> escalated) {
        return new ReviewState(
                phase, version, revision, other, escalated, deadline, claim, ballot, waitingSince, pickedUpAt, ending);
    }

    ReviewState ended(Ending end) {
        return new ReviewState(
                Phase.of(end.outcome()),
                version,
                revision,
                owner,
                escalatedFrom,
                deadline,
                null,
                ballot,
                waitingSince,
                pickedUpAt,
                end);
    }

    ReviewState reopened(int newRevision, Ballot fresh, Instant now) {
        return new ReviewState(
                Phase.OPEN,
                version,
                newRevision,
                owner,
                escalatedFrom,
                deadline.restarted(),
                null,
                fresh,
                now,
                null,
                null);
    }
}
