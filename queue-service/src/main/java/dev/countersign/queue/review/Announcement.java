package dev.countersign.queue.review;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.ReviewEvent.ApprovalGiven;
import dev.countersign.contracts.event.ReviewEvent.ReassignCause;
import dev.countersign.contracts.event.ReviewEvent.ReopenCause;
import dev.countersign.contracts.event.ReviewEvent.ReviewClaimed;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewEvent.ReviewReassigned;
import dev.countersign.contracts.event.ReviewEvent.ReviewReopened;
import dev.countersign.contracts.event.ReviewEvent.ReviewUnclaimed;
import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.contracts.event.TrailStep;
import dev.countersign.queue.routing.Contacts;
import dev.countersign.queue.routing.Route;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the other rooms are told of a transition. */
final class Announcement {

    private final Step step;
    private final ReviewRow review;

    private Announcement(Step step) {
        this.step = step;
        this.review = step.review().row();
    }

    /** The event, or empty where nobody else is concerned. */
    static Optional<Event> of(Step step) {
        return step.isRenewal() ? Optional.empty() : Optional.ofNullable(new Announcement(step).event());
    }

    private @Nullable Event event() {
        Ending ending = step.after().ending();
        if (ending != null) {
            return decided(ending);
        }
        return switch (step.command()) {
            case Command.Take c ->
                new ReviewClaimed(review.id, review.evaluation, review.process, Principal.person(c.by()), step.at());
            case Command.PutBack c -> unclaimed(c.by());
            case Command.Lapse c -> lapsed();
            case Command.Approve c -> approval(c);
            case Command.Reassign c ->
                reassigned(ReassignCause.REASSIGNED, Principal.person(c.by()), c.reason(), false);
            case Command.HandUp c -> reassigned(ReassignCause.ESCALATED, Principal.person(c.by()), c.reason(), false);
            case Command.Escalate c -> reassigned(ReassignCause.ESCALATED, null, null, false);
            case Command.Expire c -> reassigned(ReassignCause.EXPIRED, null, null, true);
            case Command.Reroute c -> reassigned(ReassignCause.OWNER_GONE, null, null, false);
            case Command.Revise c -> reopened(ReopenCause.REVISED);
            case Command.Return c -> reopened(ReopenCause.RETURNED);
            case Command.StartClock c -> null;
            case Command.Reject c -> null;
            case Command.RequestChanges c -> null;
            case Command.TakeOver c -> null;
            case Command.Withdraw c -> null;
        };
    }

    private ReviewUnclaimed unclaimed(String by) {
        return new ReviewUnclaimed(review.id, review.evaluation, review.process, Principal.person(by), step.at());
    }

    private @Nullable ReviewUnclaimed lapsed() {
        Claim claim = step.before().claim();
        return claim == null ? null : unclaimed(claim.by());
    }

    private ApprovalGiven approval(Command.Approve approve) {
        Ballot ballot = step.after().ballot();
        return new ApprovalGiven(
                review.id,
                review.evaluation,
                review.process,
                Principal.person(approve.by()),
                ballot.approvals().size(),
                ballot.needed(),
                step.at());
    }

    /** Of what no agent waits for, nothing may proceed, whatever was said of it. */
    private ReviewDecided decided(Ending ending) {
        return new ReviewDecided(
                review.id,
                review.evaluation,
                review.process,
                review.kind,
                ending.outcome(),
                review.kind == ReviewKind.LIVE && ending.proceed(),
                ending.by(),
                ending.reason(),
                ending.outcome() == Decision.APPROVED_WITH_CHANGES ? step.payload() : null,
                step.after().waitingSince(),
                step.after().pickedUpAt(),
                step.attentionOf(ending.by()),
                ending.at());
    }

    private ReviewReassigned reassigned(
            ReassignCause cause, @Nullable Principal by, @Nullable String reason, boolean restartClock) {
        return new ReviewReassigned(
                review.id,
                review.evaluation,
                review.process,
                step.before().owner(),
                step.after().owner(),
                contacts(),
                trail(),
                cause,
                by,
                reason,
                restartClock,
                step.at());
    }

    private ReviewReopened reopened(ReopenCause cause) {
        return new ReviewReopened(
                review.id,
                review.evaluation,
                review.process,
                cause,
                step.after().owner(),
                contacts(),
                review.effect,
                step.reasons(),
                step.at());
    }

    private List<Contact> contacts() {
        Route route = step.route();
        Loaded loaded = step.review();
        return route != null
                ? route.contacts()
                : Contacts.of(
                        loaded.directory(),
                        step.after().owner(),
                        step.at(),
                        person -> loaded.directory()
                                .suffices(
                                        person,
                                        review.process,
                                        loaded.recorded().action().withPayload(step.payload()),
                                        step.at()));
    }

    private List<TrailStep> trail() {
        Route route = step.route();
        return route == null ? List.of() : route.trail();
    }
}
