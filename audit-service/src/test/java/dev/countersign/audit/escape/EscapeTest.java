package dev.countersign.audit.escape;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.countersign.audit.AuditTest;
import dev.countersign.audit.LogDatabase;
import dev.countersign.audit.Said;
import dev.countersign.audit.Told;
import dev.countersign.contracts.event.EvaluationEvent.EscapeClaimed;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.OversightEvent.EscapeReported;
import dev.countersign.contracts.event.OversightEvent.FoundBy;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.test.Tokens;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@AuditTest
class EscapeTest {

    private static final String OLGA = Tokens.person("olga", "auditor");
    private static final String AGENT = Tokens.agent("airline-agent");

    @Inject
    LogDatabase database;

    private UUID evaluation;

    @BeforeEach
    void anEvaluationIsKnown() {
        evaluation = UUID.randomUUID();
        Said.by(
                "/policy-service",
                Told.evaluation(
                        evaluation,
                        "escapes",
                        "airline-agent",
                        "update",
                        Outcome.PROCEED,
                        Instant.parse("2026-11-02T09:00:00Z")));
        database.awaitLogged(evaluation, 1);
    }

    @Test
    void aReportIsToldToTheOtherRoomsAndComesBackIntoTheLog() {
        String id = post(OLGA, body("downstream", "the wrong seat"), null)
                .then()
                .statusCode(201)
                .body("process", equalTo("escapes"))
                .body("reportedBy", equalTo("olga"))
                .extract()
                .path("id");
        EscapeReported event = Said.awaited(
                Topic.OVERSIGHT,
                EscapeReported.class,
                said -> said.escape().toString().equals(id));
        assertThat(event.evaluation()).isEqualTo(evaluation);
        assertThat(event.foundBy()).isEqualTo(FoundBy.DOWNSTREAM);
        assertThat(event.description()).isEqualTo("the wrong seat");
        database.awaitLogged(evaluation, 2);
        assertThat(database.number("SELECT count(*) FROM escape_fact WHERE evaluation = ?", evaluation))
                .isEqualTo(1);
    }

    @Test
    void aRepeatedKeyAnswersWithTheSameReport() {
        String key = UUID.randomUUID().toString();
        Response first = post(OLGA, body("sample", "x"), key);
        first.then().statusCode(201);
        Response again = post(OLGA, body("sample", "x"), key);
        again.then().statusCode(200);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(escapes()).isEqualTo(1);
    }

    @Test
    void aRepeatedKeyWithAnotherBodyIsRefused() {
        String key = UUID.randomUUID().toString();
        post(OLGA, body("sample", "x"), key).then().statusCode(201);
        refused(post(OLGA, body("sample", "y"), key), 422, "idempotency-key-reused");
        assertThat(escapes()).isEqualTo(1);
    }

    @Test
    void theSameKeyOfAnotherReporterIsAnotherKey() {
        String key = UUID.randomUUID().toString();
        post(OLGA, body("downstream", "x"), key).then().statusCode(201);
        post(AGENT, body("downstream", "x"), key).then().statusCode(201).body("reportedBy", equalTo("airline-agent"));
    }

    @Test
    void oneOfManyAtOnceReportsAndTheOthersHearOfIt() {
        String key = UUID.randomUUID().toString();
        var answers = Stream.generate(() -> CompletableFuture.supplyAsync(() -> post(OLGA, body("sample", "x"), key)))
                .limit(8)
                .toList();
        assertThat(answers.stream().map(answer -> answer.join().statusCode()).sorted())
                .containsExactly(200, 200, 200, 200, 200, 200, 200, 201);
        assertThat(escapes()).isEqualTo(1);
    }

    @Test
    void anUnknownEvaluationIsNotFound() {
        evaluation = UUID.randomUUID();
        refused(post(OLGA, body("sample", "x"), null), 404, "evaluation-not-found");
    }

    @Test
    void anAgentDoesNotLearnOfAnothersEvaluation() {
        refused(post(Tokens.agent("other-agent"), body("agent", "x"), null), 404, "evaluation-not-found");
    }

    @Test
    void anAgentReadsNoSamples() {
        refused(post(AGENT, body("sample", "x"), null), 422, "invalid-value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | 400 | malformed-json",
                "{\"foundBy\":\"sample\"} | 422 | invalid-value",
                "{\"evaluation\":\"x\",\"foundBy\":\"sample\"} | 422 | invalid-value",
                "{\"evaluation\":\"0199d2e4-7c3a-7000-8000-000000000001\",\"foundBy\":\"rumour\"} | 422 | invalid-value",
                "{\"evaluation\":\"0199d2e4-7c3a-7000-8000-000000000001\",\"foundBy\":\"sample\",\"descripton\":\"x\"} | 422 | unknown-field",
            })
    void aBadBodyIsRefused(String body, int status, String slug) {
        refused(post(OLGA, body, null), status, slug);
    }

    @Test
    void noBodyAnEndlessDescriptionAndAnEndlessKeyAreRefused() {
        refused(post(OLGA, "", null), 422, "invalid-value");
        refused(post(OLGA, body("sample", "x".repeat(4001)), null), 422, "invalid-value");
        refused(post(OLGA, body("sample", "x"), "k".repeat(256)), 422, "invalid-value");
        refused(post(OLGA, body("sample", "x".repeat(1 << 20)), null), 413, "body-too-large");
    }

    @Test
    void anEscapeThatPolicyServiceWasToldOfIsKeptAndToldOnceHoweverOftenItComes() {
        EscapeClaimed claim = new EscapeClaimed(
                UUID.randomUUID(),
                evaluation,
                "escapes",
                FoundBy.AGENT,
                "the customer says that it was the other flight",
                "airline-agent",
                Instant.parse("2026-11-02T10:00:00Z"));
        Said.by("/policy-service", claim);
        Said.by("/policy-service", claim);

        EscapeReported event = Said.awaited(
                Topic.OVERSIGHT, EscapeReported.class, said -> said.escape().equals(claim.escape()));
        assertThat(event.foundBy()).isEqualTo(FoundBy.AGENT);
        assertThat(event.reportedBy()).isEqualTo("airline-agent");
        assertThat(event.at()).isEqualTo(claim.at());
        // The evaluation, the claim twice, and the escape once.
        database.awaitLogged(evaluation, 4);
        assertThat(escapes()).isEqualTo(1);
        assertThat(database.number("SELECT count(*) FROM escape_fact WHERE evaluation = ?", evaluation))
                .isEqualTo(1);
    }

    private long escapes() {
        return database.number("SELECT count(*) FROM escape WHERE evaluation = ?", evaluation);
    }

    private String body(String foundBy, String description) {
        return "{\"evaluation\":\"%s\",\"foundBy\":\"%s\",\"description\":\"%s\"}"
                .formatted(evaluation, foundBy, description);
    }

    private static Response post(String token, String body, String key) {
        var request =
                given().auth().oauth2(token).contentType("application/json").body(body);
        return (key == null ? request : request.header("Idempotency-Key", key)).post("/v1/escapes");
    }

    private static void refused(Response response, int status, String slug) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:countersign:problem:" + slug));
    }
}
