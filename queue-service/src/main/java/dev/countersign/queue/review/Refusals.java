package dev.countersign.queue.review;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Decision;
import dev.countersign.problems.Problem;
import dev.countersign.queue.review.ReviewSummaryView.ClaimView;
import dev.countersign.queue.review.ReviewSummaryView.DecisionView;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** How a person is told no: kindly, and with what they need to know. */
final class Refusals {

    private Refusals() {}

    static Problem notFound() {
        return Problem.of(404, "review-not-found", "No such review", "There is no such review that you may see.");
    }

    static Problem problem(Refusal refusal, Loaded review) {
        return switch (refusal) {
            case ALREADY_DECIDED ->
                ended(
                        review,
                        Problem.of(
                                409,
                                "already-decided",
                                "Already decided",
                                decided(review) + " Nothing else was decided."));
            case EXPIRED -> ended(review, Problem.of(409, "review-expired", "Review expired", expired(review)));
            case WITHDRAWN ->
                ended(
                        review,
                        Problem.of(
                                409,
                                "review-withdrawn",
                                "Review withdrawn",
                                "The agent no longer wants it. Nothing was decided."));
            case CLAIMED_BY_ANOTHER ->
                held(
                        review,
                        Problem.of(
                                409,
                                "already-claimed",
                                "Already claimed",
                                claimed(review) + " You may still decide it."));
            case NOT_CLAIMED -> Problem.of(409, "not-claimed", "Not claimed", "You are not on it.");
            case ALREADY_APPROVED ->
                Problem.of(
                        409,
                        "already-approved",
                        "Already approved",
                        "You have approved exactly this; it waits for another person.");
            case OWN_WORK ->
                Problem.of(
                        403,
                        "self-approval",
                        "Approval of one's own",
                        "Several people must approve this, and yours is not one of them: the agent acts for you, or you wrote what the"
                                + " others approved. Nothing was decided.");
            case NOBODY_ABOVE ->
                Problem.of(
                        409,
                        "nobody-above",
                        "Nobody above",
                        "There is nobody above "
                                + review.nameOf(review.row().state().owner()) + " who has not had it.");
            case SAME_OWNER ->
                Problem.of(
                        409,
                        "same-owner",
                        "Same owner",
                        review.nameOf(review.row().state().owner()) + " owns it already.");
        };
    }

    /** The second decider is told who decided what, and when, in words and for programs. */
    private static Problem ended(Loaded review, Problem problem) {
        DecisionView decision = ReviewSummaryView.decision(review.row().state().ending(), review.directory());
        return decision == null ? problem : problem.with("decision", decision);
    }

    private static Problem held(Loaded review, Problem problem) {
        ClaimView claim = ReviewSummaryView.claim(review.row().state().claim(), review.directory());
        return claim == null ? problem : problem.with("claimedBy", claim);
    }

    private static String decided(Loaded review) {
        Ending ending = review.row().state().ending();
        if (ending == null) {
            return "It is decided.";
        }
        String who = ending.by().stream().map(review::nameOf).collect(Collectors.joining(" and "));
        return who + " " + verb(ending.outcome()) + " at " + ending.at().truncatedTo(ChronoUnit.SECONDS) + ".";
    }

    private static String verb(Decision outcome) {
        return switch (outcome) {
            case APPROVED -> "approved this";
            case APPROVED_WITH_CHANGES -> "approved this with changes";
            case REJECTED -> "rejected this";
            case CHANGES_REQUESTED -> "requested changes to this";
            case TAKEN_OVER -> "took this over";
            case EXPIRED -> "let this expire";
            case WITHDRAWN -> "withdrew this";
        };
    }

    private static String expired(Loaded review) {
        Ending ending = review.row().state().ending();
        String when = ending == null ? "" : " at " + ending.at().truncatedTo(ChronoUnit.SECONDS);
        return "Nobody decided in time; it expired" + when + ". Nothing else was decided.";
    }

    private static String claimed(Loaded review) {
        Claim claim = review.row().state().claim();
        return claim == null
                ? "Somebody is on it."
                : review.nameOf(Principal.person(claim.by())) + " is on it until "
                        + claim.until().truncatedTo(ChronoUnit.SECONDS) + ".";
    }
}
