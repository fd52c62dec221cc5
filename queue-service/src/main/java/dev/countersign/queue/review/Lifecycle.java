package dev.countersign.queue.review;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Decision;
import dev.countersign.queue.review.Transition.Ignored;
import dev.countersign.queue.review.Transition.Moved;
import dev.countersign.queue.review.Transition.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command makes of a review: the one place in which decision, expiry, edit and reassignment meet, and one of them wins. */
final class Lifecycle {

    private Lifecycle() {}

    /** The transition; the state that was given stays as it is. */
    static Transition apply(ReviewState state, Command command, Instant now) {
        return switch (TransitionTable.answer(state.phase(), command)) {
            case MOVES -> move(state, command, now);
            case REFUSED -> new Refused(tooLate(state.phase()));
            case IGNORED -> new Ignored("not in phase " + state.phase());
        };
    }

    static Refusal tooLate(Phase phase) {
        return switch (phase) {
            case EXPIRED -> Refusal.EXPIRED;
            case WITHDRAWN -> Refusal.WITHDRAWN;
            case OPEN, APPROVED, APPROVED_WITH_CHANGES, REJECTED, CHANGES_REQUESTED, TAKEN_OVER ->
                Refusal.ALREADY_DECIDED;
        };
    }

    private static Transition move(ReviewState state, Command command, Instant now) {
        return switch (command) {
            case Command.Take c -> take(state, c, now);
            case Command.PutBack c -> putBack(state, c, now);
            case Command.Approve c -> approve(state, c, now);
            case Command.Reject c -> end(state, ending(Decision.REJECTED, c.by(), c.reason(), now));
            case Command.RequestChanges c -> end(state, ending(Decision.CHANGES_REQUESTED, c.by(), c.reason(), now));
            case Command.TakeOver c -> end(state, ending(Decision.TAKEN_OVER, c.by(), c.reason(), now));
            case Command.Reassign c -> reassign(state, c);
            case Command.HandUp c -> handUp(state, c);
            case Command.StartClock c -> startClock(state, c);
            case Command.Escalate c -> escalate(state, c);
            case Command.Expire c -> expire(state, c, now);
            case Command.Withdraw c -> end(state, new Ending(Decision.WITHDRAWN, List.of(), c.reason(), false, now));
            case Command.Revise c -> revise(state, c, now);
            case Command.Return c ->
                moved(state.reopened(state.revision(), state.ballot().withoutApprovals(), now));
            case Command.Reroute c -> reroute(state, c);
            case Command.Lapse c -> lapse(state, now);
        };
    }

    private static Transition take(ReviewState state, Command.Take take, Instant now) {
        Claim standing = state.claimAt(now);
        if (standing != null && !standing.by().equals(take.by())) {
            return new Refused(Refusal.CLAIMED_BY_ANOTHER);
        }
        Instant pickedUp = state.pickedUpAt() == null ? now : state.pickedUpAt();
        ReviewState next = state.claimed(new Claim(take.by(), take.until()), pickedUp);
        return standing == null ? moved(next) : new Moved(next);
    }

    private static Transition putBack(ReviewState state, Command.PutBack command, Instant now) {
        Claim standing = state.claimAt(now);
        return standing == null || !standing.by().equals(command.by())
                ? new Refused(Refusal.NOT_CLAIMED)
                : moved(state.claimed(null, state.pickedUpAt()));
    }

    private static Transition approve(ReviewState state, Command.Approve approve, Instant now) {
        Ballot before = state.ballot().without(approve.lapsed());
        if (before.digest().equals(approve.digest()) && before.has(approve.by())) {
            return new Refused(Refusal.ALREADY_APPROVED);
        }
        if (before.isOwnWork(approve.by(), approve.agentActsForThem(), approve.digest(), approve.needed())) {
            return new Refused(Refusal.OWN_WORK);
        }
        Ballot after = before.with(approve.by(), now, approve.digest(), approve.needed());
        ReviewState counted = state.with(after);
        if (!after.complete()) {
            Claim claim = state.claim();
            boolean done = claim != null && claim.by().equals(approve.by());
            return moved(done ? counted.claimed(null, state.pickedUpAt()) : counted);
        }
        Decision outcome = after.changed() ? Decision.APPROVED_WITH_CHANGES : Decision.APPROVED;
        List<Principal> by = after.approvals().stream()
                .map(approval -> Principal.person(approval.by()))
                .toList();
        return end(counted, new Ending(outcome, by, approve.reason(), true, now));
    }

    private static Ending ending(Decision outcome, String by, @Nullable String reason, Instant now) {
        return new Ending(outcome, List.of(Principal.person(by)), reason, false, now);
    }

    private static Transition reassign(ReviewState state, Command.Reassign reassign) {
        return reassign.to().equals(state.owner())
                ? new Refused(Refusal.SAME_OWNER)
                : moved(state.claimed(null, state.pickedUpAt()).ownedBy(reassign.to(), state.escalatedFrom()));
    }

    private static Transition handUp(ReviewState state, Command.HandUp handUp) {
        Principal to = handUp.to();
        return to == null
                ? new Refused(Refusal.NOBODY_ABOVE)
                : moved(movedOn(state, to).claimed(null, state.pickedUpAt()));
    }

    private static Transition startClock(ReviewState state, Command.StartClock clock) {
        return clock.cycle() < state.deadline().cycle()
                ? new Ignored("an older cycle")
                : new Moved(state.with(new Deadline(clock.cycle(), clock.pickUpBy(), clock.decideBy())));
    }

    private static Transition escalate(ReviewState state, Command.Escalate escalate) {
        if (escalate.cycle() < state.deadline().cycle()) {
            return new Ignored("an older cycle");
        }
        return escalate.to().equals(state.owner())
                ? new Ignored("already there")
                : moved(movedOn(state, escalate.to()));
    }

    private static Transition expire(ReviewState state, Command.Expire expire, Instant now) {
        if (expire.cycle() < state.deadline().cycle()) {
            return new Ignored("an older cycle");
        }
        return switch (expire.onExpiry()) {
            case REJECT -> end(state, expiry(false, now));
            case PROCEED -> end(state, expiry(true, now));
            case ESCALATE -> {
                Principal up = expire.up();
                yield up == null
                        ? end(state, expiry(false, now))
                        : moved(movedOn(state, up)
                                .claimed(null, state.pickedUpAt())
                                .with(state.deadline().restarted()));
            }
        };
    }

    private static Ending expiry(boolean proceed, Instant now) {
        return new Ending(Decision.EXPIRED, List.of(), null, proceed, now);
    }

    private static ReviewState movedOn(ReviewState state, Principal to) {
        List<Principal> from = new ArrayList<>(state.escalatedFrom());
        from.add(state.owner());
        return state.ownedBy(to, from);
    }

    private static Transition revise(ReviewState state, Command.Revise revise, Instant now) {
        return revise.revision() <= state.revision()
                ? new Ignored("an older revision")
                : moved(state.reopened(revise.revision(), Ballot.fresh(revise.needed(), revise.digest()), now));
    }

    private static Transition reroute(ReviewState state, Command.Reroute reroute) {
        return reroute.to().equals(state.owner())
                ? new Ignored("already there")
                : moved(state.claimed(null, state.pickedUpAt()).ownedBy(reroute.to(), state.escalatedFrom()));
    }

    private static Transition lapse(ReviewState state, Instant now) {
        return state.claim() == null || state.claimAt(now) != null
                ? new Ignored("the claim holds")
                : new Moved(state.claimed(null, state.pickedUpAt()));
    }

    private static Transition end(ReviewState state, Ending ending) {
        return moved(state.ended(ending));
    }

    private static Transition moved(ReviewState next) {
        return new Moved(next.next());
    }
}
