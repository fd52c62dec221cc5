package dev.countersign.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Action;
import dev.countersign.contracts.event.Case;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRecorded;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.contracts.event.Run;
import dev.countersign.contracts.event.Source;
import dev.countersign.contracts.event.Supervision;
import dev.countersign.contracts.policy.ActionPolicy;
import dev.countersign.contracts.policy.Channel;
import dev.countersign.contracts.policy.CostOfError;
import dev.countersign.contracts.policy.Impact;
import dev.countersign.contracts.policy.NotifyRoute;
import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.contracts.policy.Pattern;
import dev.countersign.contracts.policy.ReviewPolicy;
import dev.countersign.contracts.policy.Show;
import dev.countersign.contracts.policy.SlaPolicy;
import dev.countersign.contracts.policy.Urgency;
import dev.countersign.localstack.test.TestTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Actions of an agent that policy-service has sent to review. */
public final class Proposals {

    private String owner = "'team:bookings'";
    private @Nullable String approvals;
    private OnExpiry onExpiry = OnExpiry.REJECT;
    private String payload = "{\"cabin\":\"economy\",\"amount\":100}";
    private List<SlaPolicy.Step> steps = List.of();
    private List<String> rejectReasons = List.of();
    private String process = "airline-changes";
    private String agent = "airline-agent";
    private String target = "reservation/UM3OG5";
    private @Nullable Double confidence = 0.75;
    private @Nullable String onBehalfOf;
    private @Nullable Duration readingTime;
    private @Nullable String reasonWhen;
    private Outcome outcome = Outcome.REVIEW;

    public static Proposals proposal() {
        return new Proposals();
    }

    public Proposals owner(String expression) {
        owner = expression;
        return this;
    }

    public Proposals approvals(String expression) {
        approvals = expression;
        return this;
    }

    public Proposals onExpiry(OnExpiry what) {
        onExpiry = what;
        return this;
    }

    public Proposals payload(String json) {
        payload = json;
        return this;
    }

    public Proposals escalatesTo(String principal) {
        steps = List.of(new SlaPolicy.Step(Duration.ofMinutes(30), null, Principal.parse(principal)));
        return this;
    }

    public Proposals rejectReasons(String... reasons) {
        rejectReasons = List.of(reasons);
        return this;
    }

    public Proposals process(String name) {
        process = name;
        return this;
    }

    public Proposals agent(String name) {
        agent = name;
        return this;
    }

    public Proposals target(String what) {
        target = what;
        return this;
    }

    public Proposals confidence(@Nullable Double other) {
        confidence = other;
        return this;
    }

    public Proposals onBehalfOf(String person) {
        onBehalfOf = person;
        return this;
    }

    public Proposals readingTime(Duration asked) {
        readingTime = asked;
        return this;
    }

    public Proposals reasonWhen(String condition) {
        reasonWhen = condition;
        return this;
    }

    public Proposals outcome(Outcome other) {
        outcome = other;
        return this;
    }

    public EvaluationRecorded recorded() {
        return new EvaluationRecorded(
                UUID.randomUUID(),
                process,
                3,
                agent,
                outcome,
                List.of(new Reason("confidence-gated", "below-threshold", "0.75 is below 0.9")),
                new Action("update_flights", target, json(payload), json("{\"cabin\":\"economy\"}")),
                "sha-256:00",
                confidence,
                Map.of(),
                List.of("complaint"),
                List.of(),
                List.of(new Source("get_reservation_details", null, "economy")),
                new Case("c1", "customer/mia", Map.of(), List.of(new Case.Turn("customer", "Move me"))),
                run(),
                supervision(),
                Instant.parse("2026-11-22T09:00:00Z"));
    }

    private @Nullable Run run() {
        return onBehalfOf == null ? null : new Run(null, null, null, null, List.of(), Principal.person(onBehalfOf));
    }

    private Supervision supervision() {
        return new Supervision(
                "Booking changes",
                Principal.person("grace"),
                Impact.CUSTOMER,
                new ActionPolicy(
                        List.of(Pattern.CONFIDENCE_GATED),
                        true,
                        CostOfError.MEDIUM,
                        Show.RECORD,
                        "'Move ' + action.target + ' to ' + action.payload.cabin",
                        json(
                                "{\"type\":\"object\",\"required\":[\"cabin\"],\"additionalProperties\":false,"
                                        + "\"properties\":{\"cabin\":{\"type\":\"string\"},\"amount\":{\"type\":\"number\"}}}")),
                new ReviewPolicy(
                        owner,
                        Principal.team("bookings"),
                        approvals,
                        List.of(),
                        rejectReasons,
                        Duration.ofHours(2),
                        readingTime,
                        reasonWhen),
                null,
                Urgency.NORMAL,
                new SlaPolicy(null, Duration.ofMinutes(15), Duration.ofHours(4), steps, onExpiry),
                List.of(new NotifyRoute(Channel.EMAIL, NotifyRoute.OWNER)));
    }

    /** Says it on the topic, and returns it. */
    public EvaluationRecorded send() {
        EvaluationRecorded recorded = recorded();
        TestTopics.produce("/policy-service", recorded);
        return recorded;
    }

    public static <T> T read(String text, Class<T> shape) {
        try {
            return Json.mapper().readValue(text, shape);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
