package dev.countersign.notification.channel;

import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EscalationEvent.ReminderCause;
import dev.countersign.contracts.event.NotificationEvent.Purpose;
import dev.countersign.contracts.event.ReviewEvent.ReassignCause;
import dev.countersign.contracts.event.ReviewEvent.ReopenCause;

/** Why somebody is told. Its texts are ours; nothing of an agent's is in them. */
public enum Occasion {
    OPENED(
            Purpose.OPENED,
            true,
            "A review waits for you",
            "An agent has proposed an action, and your verdict on it is asked for."),
    STILL_WAITING(
            Purpose.REMINDER,
            false,
            "Reminder: a review waits for you",
            "This review is still waiting for your decision."),
    NOT_PICKED_UP(
            Purpose.REMINDER, false, "Nobody has picked up a review of yours", "Nobody has picked up this review yet."),
    REASSIGNED(Purpose.REASSIGNED, true, "A review is now yours", "This review was handed over to you."),
    OWNER_GONE(
            Purpose.REASSIGNED,
            true,
            "A review is now yours",
            "This review came to you because its owner is away or no longer here."),
    ESCALATED(
            Purpose.REASSIGNED,
            false,
            "A review was escalated to you",
            "This review waited too long and was escalated to you."),
    SENT_UP(
            Purpose.REASSIGNED,
            true,
            "A review was sent up to you",
            "Somebody who might have decided this review has sent it up to you."),
    EXPIRED_TO_YOU(
            Purpose.REASSIGNED,
            false,
            "An overdue review is now yours",
            "Nobody decided this review in time; it has come to you, with its whole time again."),
    REVISED(
            Purpose.REOPENED,
            true,
            "A review waits for you again",
            "The agent has revised what it proposed, as was asked of it."),
    RETURNED(
            Purpose.REOPENED,
            true,
            "A review came back to you",
            "The policy refused the approved changes; the review waits for another decision."),
    EXPIRED_REJECTED(
            Purpose.EXPIRED,
            false,
            "A review expired undecided",
            "Nobody decided this review in time, and so nothing was approved."),
    EXPIRED_PROCEEDED(
            Purpose.EXPIRED,
            false,
            "A review expired undecided",
            "Nobody decided this review in time. The policy lets the action take effect."),
    MOVED_ON(
            Purpose.EXPIRED,
            false,
            "A review of yours has moved on",
            "Nobody decided this review in time; it now has another owner."),
    QUEUE_UNWATCHED(
            Purpose.REMINDER,
            false,
            "Nobody watches a queue",
            "Reviews wait, and nobody of those who may decide them first has looked for a while.");

    private final Purpose purpose;
    private final boolean mutable;
    private final String subject;
    private final String sentence;

    Occasion(Purpose purpose, boolean mutable, String subject, String sentence) {
        this.purpose = purpose;
        this.mutable = mutable;
        this.subject = subject;
        this.sentence = sentence;
    }

    public static Occasion of(ReminderCause cause) {
        return switch (cause) {
            case STEP -> STILL_WAITING;
            case NOT_PICKED_UP -> NOT_PICKED_UP;
        };
    }

    /** By a clock, or by a person. */
    public static Occasion of(ReassignCause cause, boolean byPerson) {
        return switch (cause) {
            case REASSIGNED -> REASSIGNED;
            case ESCALATED -> byPerson ? SENT_UP : ESCALATED;
            case EXPIRED -> EXPIRED_TO_YOU;
            case OWNER_GONE -> OWNER_GONE;
        };
    }

    public static Occasion of(ReopenCause cause) {
        return switch (cause) {
            case REVISED -> REVISED;
            case RETURNED -> RETURNED;
        };
    }

    /** What is said of a review that ended with {@link Decision#EXPIRED}. */
    public static Occasion expired(boolean proceeds) {
        return proceeds ? EXPIRED_PROCEEDED : EXPIRED_REJECTED;
    }

    public Purpose purpose() {
        return purpose;
    }

    /** Whether a person may choose not to be told; nobody can mute what says that time is running out or has run out. */
    public boolean mutable() {
        return mutable;
    }

    public String subject() {
        return subject;
    }

    public String sentence() {
        return sentence;
    }

    /** Whether there is still something for the reader to decide. */
    public boolean asksForDecision() {
        return purpose != Purpose.EXPIRED && this != QUEUE_UNWATCHED;
    }
}
