package dev.countersign.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Action;
import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRecorded;
import dev.countersign.contracts.event.EvaluationEvent.Execution;
import dev.countersign.contracts.event.EvaluationEvent.ExecutionReported;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.contracts.event.ReviewEvent.ReopenCause;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.ReviewEvent.ReviewReopened;
import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.contracts.event.TrailStep;
import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.contracts.policy.SlaPolicy;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events as the other services would tell them. */
public final class Told {

    public static final Principal MARIA = Principal.person("maria");

    private Told() {}

    public static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static EvaluationRecorded evaluation(
            UUID id, String process, String agent, String actionType, Outcome outcome, Instant at) {
        return new EvaluationRecorded(
                id,
                process,
                7,
                agent,
                outcome,
                List.of(new Reason("confidence-gated", "below-threshold", "0.75 is below 0.9")),
                new Action(actionType, "reservation/UM3OG5", json("{\"cabin\":\"economy\",\"bags\":1}"), null),
                "sha-256:00",
                0.75,
                Map.of(),
                List.of("complaint"),
                List.of(),
                List.of(),
                null,
                null,
                null,
                at);
    }

    public static ReviewOpened opened(UUID review, UUID evaluation, String process, Instant at) {
        return new ReviewOpened(
                review,
                evaluation,
                process,
                ReviewKind.LIVE,
                "airline-agent",
                "update",
                "reservation/UM3OG5",
                "Move UM3OG5 to economy",
                MARIA,
                List.of(new Contact("maria", "María Ruiz", null, null, null)),
                List.of(new TrailStep("owner-expression", MARIA, "account owner")),
                1,
                new SlaPolicy(null, Duration.ofMinutes(15), Duration.ofHours(4), List.of(), OnExpiry.REJECT),
                List.of(),
                at);
    }

    public static ReviewDecided decided(
            UUID review,
            UUID evaluation,
            String process,
            ReviewKind kind,
            Decision outcome,
            Instant openedAt,
            @Nullable Instant pickedUpAt,
            Instant at) {
        return new ReviewDecided(
                review,
                evaluation,
                process,
                kind,
                outcome,
                outcome == Decision.APPROVED || outcome == Decision.APPROVED_WITH_CHANGES,
                outcome.byPerson() ? List.of(MARIA) : List.of(),
                null,
                outcome == Decision.APPROVED_WITH_CHANGES ? json("{\"cabin\":\"business\",\"bags\":1}") : null,
                openedAt,
                pickedUpAt,
                List.of(),
                at);
    }

    public static ReviewReopened returned(UUID review, UUID evaluation, String process, Instant at) {
        return new ReviewReopened(
                review, evaluation, process, ReopenCause.RETURNED, MARIA, List.of(), "Move", List.of(), at);
    }

    public static ExecutionReported executed(UUID evaluation, String process, Execution status, Instant at) {
        return new ExecutionReported(
                evaluation, process, status, status == Execution.EXECUTED ? "sha-256:00" : null, true, null, at);
    }
}
