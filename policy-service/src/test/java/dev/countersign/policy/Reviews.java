package dev.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EscalationEvent.ClockStarted;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.ReviewEvent.ReassignCause;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.ReviewEvent.ReviewReassigned;
import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.contracts.policy.SlaPolicy;
import dev.countersign.localstack.test.TestTopics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Says what the other rooms would say. */
public final class Reviews {

    public static final Principal MARIA = Principal.person("maria");

    private Reviews() {}

    public static void say(Event event) {
        TestTopics.produce("/queue-service", event);
    }

    public static ReviewOpened opened(UUID review, UUID evaluation, String process, ReviewKind kind) {
        return new ReviewOpened(
                review,
                evaluation,
                process,
                kind,
                Given.AGENT,
                "refund",
                "order/4711",
                "Pay 20 back",
                MARIA,
                List.<Contact>of(),
                List.of(),
                1,
                new SlaPolicy(null, Duration.ofMinutes(15), Duration.ofHours(4), List.of(), OnExpiry.REJECT),
                List.of(),
                now());
    }

    public static ReviewDecided decided(UUID evaluation, String process, Decision outcome) {
        boolean proceed = outcome == Decision.APPROVED;
        return decided(evaluation, process, ReviewKind.LIVE, outcome, proceed, null);
    }

    public static ReviewDecided edited(UUID evaluation, String process, JsonNode payload) {
        return decided(evaluation, process, ReviewKind.LIVE, Decision.APPROVED_WITH_CHANGES, true, payload);
    }

    public static ReviewDecided decided(
            UUID evaluation, String process, ReviewKind kind, Decision outcome, boolean proceed, JsonNode payload) {
        List<Principal> by = outcome.byPerson() ? List.of(MARIA) : List.of();
        return new ReviewDecided(
                reviewOf(evaluation),
                evaluation,
                process,
                kind,
                outcome,
                proceed,
                by,
                "because",
                payload,
                now(),
                now(),
                List.of(),
                now());
    }

    public static ReviewReassigned reassigned(UUID review, UUID evaluation, String process) {
        return new ReviewReassigned(
                review,
                evaluation,
                process,
                MARIA,
                Principal.person("grace"),
                List.of(),
                List.of(),
                ReassignCause.ESCALATED,
                MARIA,
                "above me",
                false,
                now());
    }

    public static ClockStarted clock(UUID review, UUID evaluation, String process, int cycle, Instant decideBy) {
        return new ClockStarted(review, evaluation, process, cycle, decideBy, decideBy, now());
    }

    public static UUID reviewOf(UUID evaluation) {
        return UUID.nameUUIDFromBytes(evaluation.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
