package dev.countersign.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.policy.NotifyRoute;
import dev.countersign.contracts.policy.SlaPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What queue-service says on {@link Topic#REVIEWS}. */
public sealed interface ReviewEvent extends Event {

    UUID evaluation();

    UUID review();

    @Override
    default String key() {
        return evaluation().toString();
    }

    /**
     * A review waits for its owner.
     *
     * @param agent who proposed the action
     * @param effect what approving would do, in one sentence
     * @param owner the person or team that owns the review
     * @param contacts the people to tell: the owner, or the owning team's members, or who stands in
     * @param trail how it came to that owner, first step first
     * @param approvals how many distinct people must approve
     */
    record ReviewOpened(
            UUID review,
            UUID evaluation,
            String process,
            ReviewKind kind,
            String agent,
            String actionType,
            String target,
            String effect,
            Principal owner,
            List<Contact> contacts,
            List<TrailStep> trail,
            int approvals,
            SlaPolicy sla,
            @JsonProperty("notify") List<NotifyRoute> notifyRoutes,
            Instant at)
            implements ReviewEvent {
        public ReviewOpened {
            require(review, evaluation, process, at);
            kind = Objects.requireNonNullElse(kind, ReviewKind.LIVE);
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(actionType, "actionType");
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(effect, "effect");
            Objects.requireNonNull(owner, "owner");
            contacts = List.copyOf(contacts);
            trail = List.copyOf(trail);
            Objects.requireNonNull(sla, "sla");
            notifyRoutes = List.copyOf(notifyRoutes);
        }
    }

    /** Somebody is on it. */
    record ReviewClaimed(UUID review, UUID evaluation, String process, Principal by, Instant at)
            implements ReviewEvent {
        public ReviewClaimed {
            require(review, evaluation, process, at);
            Objects.requireNonNull(by, "by");
        }
    }

    /** Nobody is on it any more. */
    record ReviewUnclaimed(UUID review, UUID evaluation, String process, Principal by, Instant at)
            implements ReviewEvent {
        public ReviewUnclaimed {
            require(review, evaluation, process, at);
            Objects.requireNonNull(by, "by");
        }
    }

    /** Why a review has another owner. */
    enum ReassignCause {
        @JsonProperty("reassigned")
        REASSIGNED,
        @JsonProperty("escalated")
        ESCALATED,
        @JsonProperty("expired")
        EXPIRED,
        @JsonProperty("owner-gone")
        OWNER_GONE
    }

    /**
     * The review has another owner.
     *
     * @param by who moved it, be it sideways or up; absent where a clock or the directory did
     * @param restartClock whether the new owner has the whole time again
     */
    record ReviewReassigned(
            UUID review,
            UUID evaluation,
            String process,
            Principal from,
            Principal owner,
            List<Contact> contacts,
            List<TrailStep> trail,
            ReassignCause cause,
            @Nullable Principal by,
            @Nullable String reason,
            boolean restartClock,
            Instant at)
            implements ReviewEvent {
        public ReviewReassigned {
            require(review, evaluation, process, at);
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(owner, "owner");
            contacts = List.copyOf(contacts);
            trail = List.copyOf(trail);
            Objects.requireNonNull(cause, "cause");
        }
    }

    /** One of several needed approvals was given; the review goes on waiting. */
    record ApprovalGiven(UUID review, UUID evaluation, String process, Principal by, int given, int needed, Instant at)
            implements ReviewEvent {
        public ApprovalGiven {
            require(review, evaluation, process, at);
            Objects.requireNonNull(by, "by");
        }
    }

    /**
     * The review ended.
     *
     * @param by who decided; empty for an expiry or a withdrawal
     * @param payload what was approved, where it was changed; else absent
     * @param proceed whether the action may take effect: an approval, or an expiry whose policy says so
     * @param pickedUpAt when somebody first was on it; absent where nobody ever was
     * @param attention how those who decided had looked at it, as far as it is known
     */
    record ReviewDecided(
            UUID review,
            UUID evaluation,
            String process,
            ReviewKind kind,
            Decision outcome,
            boolean proceed,
            List<Principal> by,
            @Nullable String reason,
            @Nullable JsonNode payload,
            Instant openedAt,
            @Nullable Instant pickedUpAt,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Attention> attention,
            Instant at)
            implements ReviewEvent {
        public ReviewDecided {
            require(review, evaluation, process, at);
            kind = Objects.requireNonNullElse(kind, ReviewKind.LIVE);
            Objects.requireNonNull(outcome, "outcome");
            by = by == null ? List.of() : List.copyOf(by);
            Objects.requireNonNull(openedAt, "openedAt");
            attention = attention == null ? List.of() : List.copyOf(attention);
            if ((outcome == Decision.APPROVED_WITH_CHANGES) != (payload != null)) {
                throw new IllegalArgumentException("a payload comes with approved-with-changes, and only with it");
            }
        }
    }

    /** Why a decided review is open again. */
    enum ReopenCause {
        @JsonProperty("revised")
        REVISED,
        @JsonProperty("returned")
        RETURNED
    }

    /** The review is open again, with its whole time: the agent revised, or the policy refused the approved edit. */
    record ReviewReopened(
            UUID review,
            UUID evaluation,
            String process,
            ReopenCause cause,
            Principal owner,
            List<Contact> contacts,
            String effect,
            List<Reason> reasons,
            Instant at)
            implements ReviewEvent {
        public ReviewReopened {
            require(review, evaluation, process, at);
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(owner, "owner");
            contacts = List.copyOf(contacts);
            Objects.requireNonNull(effect, "effect");
            reasons = reasons == null ? List.of() : List.copyOf(reasons);
        }
    }

    private static void require(UUID review, UUID evaluation, String process, Instant at) {
        Objects.requireNonNull(review, "review");
        Objects.requireNonNull(evaluation, "evaluation");
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(at, "at");
    }
}
