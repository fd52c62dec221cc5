package dev.countersign.contracts.event;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The CloudEvents type of an event: {@code dev.countersign.<name>.v<version>}.
 *
 * @param name as it stands in the wire format, for example {@code dev.countersign.review-opened.v1}
 */
public record EventType(String name, Class<? extends Event> shape) {

    private static final String PREFIX = "dev.countersign.";

    /** Every type there is. */
    public static final List<EventType> ALL = List.of(
            v1("evaluation-recorded", EvaluationEvent.EvaluationRecorded.class),
            v1("evaluation-sampled", EvaluationEvent.EvaluationSampled.class),
            v1("evaluation-revised", EvaluationEvent.EvaluationRevised.class),
            v1("evaluation-withdrawn", EvaluationEvent.EvaluationWithdrawn.class),
            v1("decision-returned", EvaluationEvent.DecisionReturned.class),
            v1("release-issued", EvaluationEvent.ReleaseIssued.class),
            v1("release-redeemed", EvaluationEvent.ReleaseRedeemed.class),
            v1("execution-reported", EvaluationEvent.ExecutionReported.class),
            v1("escape-claimed", EvaluationEvent.EscapeClaimed.class),
            v1("policy-published", EvaluationEvent.PolicyPublished.class),
            v1("publication-agreed", EvaluationEvent.PublicationAgreed.class),
            v1("halted", EvaluationEvent.Halted.class),
            v1("resumed", EvaluationEvent.Resumed.class),
            v1("everything-halted", EvaluationEvent.EverythingHalted.class),
            v1("everything-resumed", EvaluationEvent.EverythingResumed.class),
            v1("evaluation-refreshed", EvaluationEvent.EvaluationRefreshed.class),
            v1("receipt-opened", EvaluationEvent.ReceiptOpened.class),
            v1("receipt-closed", EvaluationEvent.ReceiptClosed.class),
            v1("review-opened", ReviewEvent.ReviewOpened.class),
            v1("review-claimed", ReviewEvent.ReviewClaimed.class),
            v1("review-unclaimed", ReviewEvent.ReviewUnclaimed.class),
            v1("review-reassigned", ReviewEvent.ReviewReassigned.class),
            v1("approval-given", ReviewEvent.ApprovalGiven.class),
            v1("review-decided", ReviewEvent.ReviewDecided.class),
            v1("review-reopened", ReviewEvent.ReviewReopened.class),
            v1("queue-unwatched", QueueEvent.QueueUnwatched.class),
            v1("directory-changed", QueueEvent.DirectoryChanged.class),
            v1("clock-started", EscalationEvent.ClockStarted.class),
            v1("reminder-fired", EscalationEvent.ReminderFired.class),
            v1("escalation-fired", EscalationEvent.EscalationFired.class),
            v1("clock-expired", EscalationEvent.ClockExpired.class),
            v1("delivery-succeeded", NotificationEvent.DeliverySucceeded.class),
            v1("delivery-failed", NotificationEvent.DeliveryFailed.class),
            v1("escape-reported", OversightEvent.EscapeReported.class),
            v1("sample-drawn", OversightEvent.SampleDrawn.class),
            v1("seeded-check-placed", OversightEvent.SeededCheckPlaced.class));

    private static final Map<String, EventType> BY_NAME =
            ALL.stream().collect(toUnmodifiableMap(EventType::name, type -> type));
    private static final Map<Class<? extends Event>, EventType> BY_SHAPE =
            ALL.stream().collect(toUnmodifiableMap(EventType::shape, type -> type));

    private static EventType v1(String name, Class<? extends Event> shape) {
        return new EventType(PREFIX + name + ".v1", shape);
    }

    /** The type with this name, or empty where this version of Countersign does not know it. */
    public static Optional<EventType> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    public static EventType of(Event event) {
        return Objects.requireNonNull(
                BY_SHAPE.get(event.getClass()), event.getClass().getName());
    }
}
