package dev.countersign.policy.escape;

import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.id;
import static dev.countersign.policy.Given.owner;
import static dev.countersign.policy.Given.problem;
import static dev.countersign.policy.Given.proposal;
import static dev.countersign.policy.Given.propose;
import static dev.countersign.policy.Given.published;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.countersign.contracts.event.EvaluationEvent.EscapeClaimed;
import dev.countersign.contracts.event.OversightEvent.FoundBy;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.localstack.test.Tokens;
import dev.countersign.policy.Given;
import dev.countersign.policy.PolicyServiceTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PolicyServiceTest
class EscapeTest {

    private static final String WRONG = "{\"foundBy\":\"downstream\",\"description\":\"it was the other order\"}";

    private UUID evaluation;
    private String process;

    @BeforeEach
    void somethingWentWithoutAPerson() {
        process = published();
        evaluation = id(propose(proposal(process)).statusCode(201));
    }

    private ValidatableResponse report(RequestSpecification reporter, String body) {
        return reporter.contentType(ContentType.JSON)
                .body(body)
                .post("/v1/evaluations/{id}/escapes", evaluation)
                .then();
    }

    private static EscapeClaimed claimed(UUID escape) {
        return TestTopics.await(
                Topic.EVALUATIONS, EscapeClaimed.class, event -> event.escape().equals(escape), Duration.ofSeconds(30));
    }

    @Test
    void theAgentsReportIsTakenAndToldToTheOtherRooms() {
        UUID escape = id(report(agent(), WRONG)
                .statusCode(201)
                .body("evaluation", equalTo(evaluation.toString()))
                .body("process", equalTo(process))
                .body("foundBy", equalTo("downstream"))
                .body("reportedBy", equalTo(Given.AGENT)));

        EscapeClaimed event = claimed(escape);
        assertThat(event.evaluation()).isEqualTo(evaluation);
        assertThat(event.process()).isEqualTo(process);
        assertThat(event.foundBy()).isEqualTo(FoundBy.DOWNSTREAM);
        assertThat(event.description()).isEqualTo("it was the other order");
        assertThat(event.reportedBy()).isEqualTo(Given.AGENT);
    }

    @Test
    void aProcessOwnerReportsToo() {
        UUID escape =
                id(report(owner(), "{\"foundBy\":\"sample\"}").statusCode(201).body("reportedBy", equalTo("grace")));

        assertThat(claimed(escape).description()).isNull();
    }

    @Test
    void aRepeatedKeyIsTheSameReport() {
        String key = UUID.randomUUID().toString();
        String first = report(agent().header("Idempotency-Key", key), WRONG)
                .statusCode(201)
                .extract()
                .asString();

        assertThat(report(agent().header("Idempotency-Key", key), WRONG)
                        .statusCode(200)
                        .extract()
                        .asString())
                .isEqualTo(first);
        problem(
                report(agent().header("Idempotency-Key", key), "{\"foundBy\":\"agent\"}"),
                422,
                "idempotency-key-reused");
        problem(report(agent().header("Idempotency-Key", "k".repeat(201)), WRONG), 422, "idempotency-key-invalid");
    }

    @Test
    void othersDoNotLearnThatThereIsAnEvaluation() {
        problem(report(agent("another-agent"), WRONG), 404, "evaluation-not-found");
        evaluation = UUID.randomUUID();
        problem(report(agent(), WRONG), 404, "evaluation-not-found");
    }

    @Test
    void aReviewerHasNothingToReportHere() {
        problem(report(given().auth().oauth2(Tokens.person("maria", "reviewer")), WRONG), 403, "forbidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"foundBy\":\"sample\"} | invalid-value | /foundBy",
                "{\"foundBy\":\"rumour\"} | invalid-value | /foundBy",
                "{\"description\":\"x\"} | invalid-value | ",
                "{\"foundBy\":\"agent\",\"descripton\":\"x\"} | unknown-field | /descripton",
                "{\"foundBy\":\"agent\",\"description\":\"a\\u0000b\"} | invalid-value | ",
                "{\"foundBy\":\"agent\",\"description\":\"a\\ud800b\"} | invalid-value | ",
            })
    void aBadReportIsRefused(String body, String slug, String pointer) {
        problem(report(agent(), body), 422, slug).body("errors[0].pointer", equalTo(pointer == null ? "" : pointer));
    }

    @Test
    void anEndlessDescriptionIsRefused() {
        problem(
                report(agent(), "{\"foundBy\":\"agent\",\"description\":\"" + "x".repeat(4_001) + "\"}"),
                422,
                "invalid-value");
    }
}
