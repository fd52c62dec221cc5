package dev.countersign.queue.review;

import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.policy.Urgency;
import dev.countersign.queue.directory.Directory;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A review as a list shows it. Whether it is a sample or a seeded check is not said: whoever knows reads differently. */
record ReviewSummaryView(
        UUID id,
        UUID evaluation,
        String process,
        String title,
        String state,
        String actionType,
        String target,
        String effect,
        String owner,
        String ownerName,
        String because,
        @Nullable ClaimView claimedBy,
        Instant openedAt,
        @Nullable Instant pickUpBy,
        @Nullable Instant decideBy,
        Urgency urgency,
        ApprovalsView approvals,
        @Nullable DecisionView decision,
        int version) {

    /** Who is on it, until when. */
    record ClaimView(String id, String name, Instant until) {}

    /** How far the approvals of the payload are that the review shows. */
    record ApprovalsView(int needed, int given, List<NamedView> by) {}

    /**
     * How it ended.
     *
     * @param proceed whether whoever, or whatever, ended it was for it
     */
    record DecisionView(
            Decision outcome,
            List<NamedView> by,
            Instant at,
            @Nullable String reason,
            boolean proceed) {}

    static ReviewSummaryView of(ReviewRow review, Directory directory, String because, Instant now) {
        ReviewState state = review.state();
        return new ReviewSummaryView(
                review.id,
                review.evaluation,
                review.process,
                review.title,
                ReviewRecorder.state(state),
                review.actionType,
                review.target,
                review.effect,
                review.owner,
                directory.nameOf(state.owner()),
                because,
                claim(state.claimAt(now), directory),
                review.openedAt,
                review.pickUpBy,
                review.decideBy,
                review.urgency,
                approvals(state.ballot(), directory),
                decision(state.ending(), directory),
                review.version);
    }

    static @Nullable ClaimView claim(@Nullable Claim claim, Directory directory) {
        return claim == null
                ? null
                : new ClaimView(
                        claim.by(), NamedView.person(directory, claim.by()).name(), claim.until());
    }

    private static ApprovalsView approvals(Ballot ballot, Directory directory) {
        List<NamedView> by = ballot.approvals().stream()
                .map(approval -> NamedView.person(directory, approval.by()))
                .toList();
        return new ApprovalsView(ballot.needed(), by.size(), by);
    }

    static @Nullable DecisionView decision(@Nullable Ending ending, Directory directory) {
        return ending == null
                ? null
                : new DecisionView(
                        ending.outcome(),
                        ending.by().stream()
                                .map(principal -> NamedView.of(directory, principal))
                                .toList(),
                        ending.at(),
                        ending.reason(),
                        ending.proceed());
    }
}
