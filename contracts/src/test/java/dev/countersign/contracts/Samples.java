package dev.countersign.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countersign.contracts.event.Action;
import dev.countersign.contracts.event.Case;
import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EscalationEvent;
import dev.countersign.contracts.event.EvaluationEvent;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.NotificationEvent;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.OversightEvent;
import dev.countersign.contracts.event.QueueEvent;
import dev.countersign.contracts.event.Reason;
import dev.countersign.contracts.event.ReceiptKind;
import dev.countersign.contracts.event.ReviewEvent;
import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.contracts.event.Run;
import dev.countersign.contracts.event.Source;
import dev.countersign.contracts.event.Supervision;
import dev.countersign.contracts.event.TrailStep;
import dev.countersign.contracts.policy.Channel;
import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.contracts.policy.Urgency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One of each event, as it would really be said about one changed booking. */
final class Samples {

    private static final UUID EVALUATION = UUID.fromString("0199a7c4-5e10-7c3a-9d2e-1f6a0b7ce41b");
    private static final UUID REVIEW = UUID.fromString("0199a7c4-5e2f-7b11-8a40-6d1c2e9f0a37");
    private static final UUID RELEASE = UUID.fromString("0199a7c9-01d4-7f02-b3c5-2a8e4d6f1b90");
    private static final UUID DELIVERY = UUID.fromString("0199a7c4-5e77-7a55-91ee-0c3b5d7f2e14");
    private static final UUID PUBLICATION = UUID.fromString("0199a7b0-12c3-7e45-8f67-90ab1c2d3e4f");
    private static final UUID ESCAPE = UUID.fromString("0199a8d0-77aa-7d21-8c66-3e5f7a9b1c2d");
    private static final UUID RECEIPT = UUID.fromString("0199a7d1-4c1e-7e60-9b77-5a2d8c3e4f10");
    private static final UUID SAMPLE = UUID.fromString("0199a7c4-6b01-7e12-8d3f-5a4b3c2d1e0f");
    private static final UUID CHECK = UUID.fromString("0199a7c4-7c02-7f23-9e4a-6b5c4d3e2f1a");
    private static final String PROCESS = "airline-changes";
    private static final String DIGEST = "sha-256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final Instant AT = Instant.parse("2026-05-18T09:12:04.117Z");
    private static final Principal MARIA = Principal.person("maria");
    private static final Principal BOOKINGS = Principal.team("bookings");
    private static final List<Contact> CONTACTS =
            List.of(new Contact("maria", "María Ruiz", "maria@example.com", null, "Europe/Madrid"));

    static final PolicyDocument POLICY = read("samples/policy.json", PolicyDocument.class);

    private Samples() {}

    static List<Event> all() {
        return List.of(
                recorded(),
                new EvaluationEvent.EvaluationSampled(EVALUATION, PROCESS, 0.05, AT),
                new EvaluationEvent.EvaluationRevised(
                        EVALUATION, PROCESS, 2, payload("economy"), DIGEST, reasons(), "Economy, as asked.", AT),
                new EvaluationEvent.EvaluationWithdrawn(EVALUATION, PROCESS, "the customer hung up", AT),
                new EvaluationEvent.DecisionReturned(
                        EVALUATION,
                        PROCESS,
                        REVIEW,
                        List.of(new Reason("refunds", "over-limit", "5200 in the last 24 hours, 5000 may go")),
                        AT),
                new EvaluationEvent.ReleaseIssued(
                        EVALUATION, PROCESS, RELEASE, DIGEST, List.of(MARIA), AT.plusSeconds(300), AT),
                new EvaluationEvent.ReleaseRedeemed(EVALUATION, PROCESS, RELEASE, "booking-system", AT),
                new EvaluationEvent.ExecutionReported(
                        EVALUATION, PROCESS, EvaluationEvent.Execution.EXECUTED, DIGEST, true, null, AT),
                new EvaluationEvent.EscapeClaimed(
                        ESCAPE,
                        EVALUATION,
                        PROCESS,
                        OversightEvent.FoundBy.AGENT,
                        "the customer says that it was the other flight",
                        "airline-agent",
                        AT),
                new EvaluationEvent.PolicyPublished(PROCESS, 7, POLICY, "grace", AT),
                new EvaluationEvent.PublicationAgreed(
                        PROCESS,
                        8,
                        PUBLICATION,
                        "grace",
                        "hugo",
                        List.of("the confidence threshold falls from 0.9 to 0.8: fewer actions go to a person"),
                        AT),
                new EvaluationEvent.Halted(
                        PROCESS, EvaluationEvent.Scope.PROCESS, PROCESS, "grace", "fares are wrong today", AT),
                new EvaluationEvent.Resumed(PROCESS, EvaluationEvent.Scope.PROCESS, PROCESS, "grace", AT),
                new EvaluationEvent.EverythingHalted("*", "grace", "somebody has got hold of an agent's secret", AT),
                new EvaluationEvent.EverythingResumed("*", "grace", AT),
                new EvaluationEvent.EvaluationRefreshed(
                        EVALUATION,
                        PROCESS,
                        payload("business"),
                        content(),
                        0.75,
                        Map.of("cabin", 0.75),
                        List.of("complaint"),
                        false,
                        List.of(new Reason("renewal", "before-changed", "what would change is not what was approved")),
                        AT),
                new EvaluationEvent.ReceiptOpened(
                        EVALUATION,
                        PROCESS,
                        RECEIPT,
                        "airline-agent",
                        ReceiptKind.EXECUTED_OTHERWISE,
                        AT,
                        "the digest that the agent reports is not that of the decided payload",
                        AT),
                new EvaluationEvent.ReceiptClosed(
                        EVALUATION,
                        PROCESS,
                        RECEIPT,
                        ReceiptKind.EXECUTED_OTHERWISE,
                        "grace",
                        "the booking system rounds fares",
                        AT),
                opened(),
                new ReviewEvent.ReviewClaimed(REVIEW, EVALUATION, PROCESS, MARIA, AT),
                new ReviewEvent.ReviewUnclaimed(REVIEW, EVALUATION, PROCESS, MARIA, AT),
                new ReviewEvent.ReviewReassigned(
                        REVIEW,
                        EVALUATION,
                        PROCESS,
                        MARIA,
                        BOOKINGS,
                        CONTACTS,
                        List.of(new TrailStep("escalation", BOOKINGS, "Nobody decided within 30 minutes")),
                        ReviewEvent.ReassignCause.ESCALATED,
                        null,
                        null,
                        false,
                        AT),
                new ReviewEvent.ApprovalGiven(REVIEW, EVALUATION, PROCESS, MARIA, 1, 2, AT),
                new ReviewEvent.ReviewDecided(
                        REVIEW,
                        EVALUATION,
                        PROCESS,
                        ReviewKind.LIVE,
                        Decision.APPROVED_WITH_CHANGES,
                        true,
                        List.of(MARIA),
                        "only Noah asked for it",
                        payload("economy"),
                        AT,
                        AT.plusSeconds(30),
                        List.of(),
                        AT.plusSeconds(71)),
                new ReviewEvent.ReviewReopened(
                        REVIEW,
                        EVALUATION,
                        PROCESS,
                        ReviewEvent.ReopenCause.REVISED,
                        MARIA,
                        CONTACTS,
                        "Move reservation/YAX4DR to economy",
                        List.of(),
                        AT),
                new QueueEvent.QueueUnwatched(
                        PROCESS,
                        BOOKINGS,
                        "Bookings",
                        3,
                        AT.minusSeconds(90_000),
                        AT.minusSeconds(88_200),
                        Principal.person("grace"),
                        List.of(new Contact("grace", "Grace Okafor", "grace@example.com", null, "Europe/London")),
                        AT),
                new QueueEvent.DirectoryChanged(
                        "*",
                        42,
                        "admin",
                        List.of(
                                new QueueEvent.Changed(QueueEvent.Entry.PERSON, "tom", QueueEvent.Change.REMOVED),
                                new QueueEvent.Changed(QueueEvent.Entry.TEAM, "bookings", QueueEvent.Change.CHANGED)),
                        2,
                        AT),
                new EscalationEvent.ClockStarted(
                        REVIEW, EVALUATION, PROCESS, 1, AT.plusSeconds(900), AT.plusSeconds(14_400), AT),
                new EscalationEvent.ReminderFired(
                        REVIEW, EVALUATION, PROCESS, 1, EscalationEvent.ReminderCause.STEP, AT, AT.plusMillis(180)),
                new EscalationEvent.EscalationFired(
                        REVIEW, EVALUATION, PROCESS, 1, Principal.team("ops-leads"), AT, AT.plusMillis(180)),
                new EscalationEvent.ClockExpired(
                        REVIEW, EVALUATION, PROCESS, 1, OnExpiry.REJECT, AT, AT.plusMillis(180)),
                new NotificationEvent.DeliverySucceeded(
                        DELIVERY,
                        REVIEW,
                        EVALUATION,
                        PROCESS,
                        Channel.EMAIL,
                        NotificationEvent.Purpose.OPENED,
                        "maria",
                        1,
                        AT),
                new NotificationEvent.DeliveryFailed(
                        DELIVERY,
                        REVIEW,
                        EVALUATION,
                        PROCESS,
                        Channel.SLACK,
                        NotificationEvent.Purpose.REMINDER,
                        null,
                        8,
                        "the channel does not exist",
                        AT),
                new OversightEvent.EscapeReported(
                        ESCAPE,
                        EVALUATION,
                        PROCESS,
                        OversightEvent.FoundBy.DOWNSTREAM,
                        "both passengers were moved, one had asked",
                        "olga",
                        AT),
                new OversightEvent.SampleDrawn(SAMPLE, EVALUATION, PROCESS, recorded(), AT),
                new OversightEvent.SeededCheckPlaced(CHECK, EVALUATION, PROCESS, recorded(), AT));
    }

    private static EvaluationEvent.EvaluationRecorded recorded() {
        return new EvaluationEvent.EvaluationRecorded(
                EVALUATION,
                PROCESS,
                7,
                "airline-agent",
                Outcome.REVIEW,
                reasons(),
                new Action("update_reservation_flights", "reservation/YAX4DR", payload("business"), payload("economy")),
                DIGEST,
                0.75,
                Map.of(),
                List.of("complaint"),
                List.of("complaint"),
                List.of(new Source("get_reservation_details", "look-up:1", "economy, 2 passengers")),
                content(),
                new Run("t14-r3", "gpt-4o", "12", null, List.of("change reservations"), null),
                new Supervision(
                        POLICY.title(),
                        POLICY.accountable(),
                        POLICY.impact(),
                        POLICY.actions().get("update_reservation_flights"),
                        POLICY.review(),
                        Principal.team("customer-care"),
                        Urgency.NORMAL,
                        POLICY.sla(),
                        POLICY.notifyRoutes()),
                AT);
    }

    private static Case content() {
        return new Case(
                "t14-r3",
                "customer/chen_lee_6825",
                Map.of("accountOwner", JsonNodeFactory.instance.textNode("person:maria")),
                List.of(new Case.Turn("customer", "Yes, please proceed with upgrading Noah.")));
    }

    private static ReviewEvent opened() {
        return new ReviewEvent.ReviewOpened(
                REVIEW,
                EVALUATION,
                PROCESS,
                ReviewKind.LIVE,
                "airline-agent",
                "update_reservation_flights",
                "reservation/YAX4DR",
                "Move reservation/YAX4DR to business",
                MARIA,
                CONTACTS,
                List.of(new TrailStep("owner-expression", MARIA, "The account is María Ruiz's")),
                1,
                POLICY.sla(),
                POLICY.notifyRoutes(),
                AT);
    }

    private static List<Reason> reasons() {
        return List.of(new Reason("confidence-gated", "below-threshold", "0.75 is below 0.9"));
    }

    private static JsonNode payload(String cabin) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("reservation_id", "YAX4DR")
                .put("cabin", cabin);
    }

    static <T> T read(String resource, Class<T> type) {
        try {
            return Json.mapper()
                    .readValue(
                            Path.of("src", "main", "resources")
                                    .resolve(resource)
                                    .toFile(),
                            type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
