package dev.countersign.queue;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRecorded;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.ReviewEvent;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.localstack.test.Tokens;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;

/** The service under test as people and other rooms see it. */
public final class Queue {

    /** Who is who in these tests. */
    public static final String DIRECTORY = """
            people:
              - { id: grace, name: Grace Okafor, email: grace@example.com }
              - { id: ana, name: Ana Ferrer, email: ana@example.com, manager: grace }
              - { id: maria, name: María Ruiz, email: maria@example.com, manager: grace }
              - { id: tom, name: Tom Keller, email: tom@example.com, manager: grace }
              - { id: rosa, name: Rosa Vidal, email: rosa@example.com }
              - { id: ops, name: Otto Ops }
            teams:
              - { id: bookings, name: Bookings, lead: grace, members: [maria, tom] }
              - { id: ops-leads, name: Operations leads, members: [ops] }
            authorities:
              - { holder: "person:tom", process: "*", actions: ["*"], upTo: "action.payload.amount <= 500" }
            delegations: []
            """;

    private Queue() {}

    public static RequestSpecification as(String person) {
        return given().auth().oauth2(Tokens.person(person, "reviewer"));
    }

    public static void directory(String yaml) {
        given().auth()
                .oauth2(Tokens.person("admin", "admin"))
                .contentType("application/yaml")
                .body(yaml.getBytes(StandardCharsets.UTF_8))
                .put("/v1/directory")
                .then()
                .statusCode(200);
    }

    /** A review that is open, by its event. */
    public static ReviewOpened open(Proposals proposal) {
        EvaluationRecorded recorded = proposal.send();
        return said(ReviewOpened.class, recorded.evaluation());
    }

    /** What this service said about an evaluation. */
    public static <E extends ReviewEvent> E said(Class<E> shape, UUID evaluation) {
        return TestTopics.await(
                Topic.REVIEWS, shape, event -> event.evaluation().equals(evaluation), PATIENCE);
    }

    public static <E extends Event> void hear(E event) {
        String source = event instanceof dev.countersign.contracts.event.EscalationEvent
                ? "/notification-service"
                : "/policy-service";
        TestTopics.produce(source, event);
    }

    public static ValidatableResponse detail(String person, UUID review) {
        return as(person).get("/v1/reviews/" + review).then();
    }

    public static JsonNode read(String person, UUID review) {
        return Proposals.json(detail(person, review).statusCode(200).extract().asString());
    }

    public static Response decide(String person, UUID review, String body) {
        return as(person).contentType("application/json").body(body).post("/v1/reviews/" + review + "/decision");
    }

    /** Waits for something that happens elsewhere. */
    public static void eventually(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
    }
}
