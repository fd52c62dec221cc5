package dev.countersign.queue.review;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a transition leaves in the history of a review, in words. */
record HistoryLine(What what, @Nullable String by, @Nullable String detail) {

    /** The lines, none where somebody merely goes on, or a clock merely began to run. */
    static List<HistoryLine> of(Step step) {
        if (step.isRenewal() || step.command() instanceof Command.StartClock) {
            return List.of();
        }
        List<HistoryLine> lines = new ArrayList<>(lapsedApprovals(step));
        lines.add(new HistoryLine(what(step), by(step.command()), detail(step)));
        return lines;
    }

    private static List<HistoryLine> lapsedApprovals(Step step) {
        return step.command() instanceof Command.Approve approve
                ? approve.lapsed().stream()
                        .sorted()
                        .map(person -> new HistoryLine(What.APPROVAL_LAPSED, person, null))
                        .toList()
                : List.of();
    }

    static What what(Step step) {
        Ending ending = step.after().ending();
        if (ending != null) {
            return ended(ending.outcome());
        }
        return switch (step.command()) {
            case Command.Take c -> What.CLAIMED;
            case Command.PutBack c -> What.UNCLAIMED;
            case Command.Lapse c -> What.CLAIM_LAPSED;
            case Command.Reassign c -> What.REASSIGNED;
            case Command.HandUp c -> What.ESCALATED;
            case Command.StartClock c -> What.CLOCK_STARTED;
            case Command.Escalate c -> What.ESCALATED;
            case Command.Expire c -> What.EXPIRED_UPWARDS;
            case Command.Revise c -> What.REVISED;
            case Command.Return c -> What.RETURNED;
            case Command.Reroute c -> What.OWNER_GONE;
            case Command.Approve c -> What.APPROVAL_GIVEN;
            case Command.Reject c -> throw open(c);
            case Command.RequestChanges c -> throw open(c);
            case Command.TakeOver c -> throw open(c);
            case Command.Withdraw c -> throw open(c);
        };
    }

    private static IllegalStateException open(Command command) {
        return new IllegalStateException(command.getClass().getSimpleName() + " ends a review");
    }

    private static What ended(Decision outcome) {
        return switch (outcome) {
            case APPROVED -> What.APPROVED;
            case APPROVED_WITH_CHANGES -> What.APPROVED_WITH_CHANGES;
            case REJECTED -> What.REJECTED;
            case CHANGES_REQUESTED -> What.CHANGES_REQUESTED;
            case TAKEN_OVER -> What.TAKEN_OVER;
            case EXPIRED -> What.EXPIRED;
            case WITHDRAWN -> What.WITHDRAWN;
        };
    }

    private static @Nullable String by(Command command) {
        return command instanceof Command.ByPerson person ? person.by() : null;
    }

    private static @Nullable String detail(Step step) {
        return switch (step.command()) {
            case Command.Take c -> null;
            case Command.PutBack c -> null;
            case Command.Lapse c -> lapsed(step);
            case Command.Approve c -> approval(step, c);
            case Command.Reject c -> c.reason();
            case Command.RequestChanges c -> c.reason();
            case Command.TakeOver c -> c.reason();
            case Command.Withdraw c -> c.reason();
            case Command.Reassign c -> moved(step) + ": " + c.reason();
            case Command.HandUp c -> moved(step) + ": " + c.reason();
            case Command.StartClock c -> null;
            case Command.Escalate c -> moved(step);
            case Command.Expire c -> step.ends() ? "Nobody decided in time." : moved(step);
            case Command.Revise c -> "Revision " + c.revision();
            case Command.Return c ->
                step.reasons().isEmpty() ? null : step.reasons().getFirst().detail();
            case Command.Reroute c -> moved(step);
        };
    }

    private static @Nullable String lapsed(Step step) {
        Claim claim = step.before().claim();
        return claim == null ? null : step.review().nameOf(person(claim.by()));
    }

    private static @Nullable String approval(Step step, Command.Approve approve) {
        if (step.ends()) {
            return approve.reason();
        }
        Ballot ballot = step.after().ballot();
        String count = ballot.approvals().size() + " of " + ballot.needed();
        return step.changesPayload() ? count + ", with changes" : count;
    }

    private static String moved(Step step) {
        return "From " + step.review().nameOf(step.before().owner()) + " to "
                + step.review().nameOf(step.after().owner());
    }

    private static Principal person(String id) {
        return Principal.person(Objects.requireNonNull(id));
    }
}
