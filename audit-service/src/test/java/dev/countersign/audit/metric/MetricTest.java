package dev.countersign.audit.metric;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.audit.AuditTest;
import dev.countersign.audit.LogDatabase;
import dev.countersign.audit.Said;
import dev.countersign.audit.Told;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EvaluationEvent.Execution;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.OversightEvent.EscapeReported;
import dev.countersign.contracts.event.OversightEvent.FoundBy;
import dev.countersign.contracts.event.OversightEvent.SampleDrawn;
import dev.countersign.contracts.event.OversightEvent.SeededCheckPlaced;
import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.localstack.test.Tokens;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@AuditTest
class MetricTest {

    private static final Instant MONDAY = Instant.parse("2026-11-09T09:00:00Z");
    private static final Instant NEXT_MONDAY = Instant.parse("2026-11-16T09:00:00Z");
    private static final String RANGE = "from=2026-11-09T00:00:00Z&to=2026-11-23T00:00:00Z";

    @Inject
    LogDatabase database;

    @Test
    void theRatesAreThoseCountedByHand() throws Exception {
        String process = "counted";
        int events = 0;
        // Approved unchanged after 60 s of waiting and 10, 20, 30 s of reviewing; executed, one with an error.
        for (int i = 1; i <= 3; i++) {
            UUID evaluation = evaluated(process, "one", "update", Outcome.REVIEW, MONDAY);
            decided(process, evaluation, ReviewKind.LIVE, Decision.APPROVED, MONDAY, 60, 60 + 10 * i);
            Said.by("/policy-service", Told.executed(evaluation, process, Execution.EXECUTED, MONDAY.plusSeconds(200)));
            if (i == 1) {
                escaped(process, evaluation);
                escaped(process, evaluation);
                events += 2;
            }
            events += 3;
        }
        // Edited without having been picked up: waited 90 s, reviewed for nobody knows how long. Its execution failed.
        UUID edited = evaluated(process, "two", "cancel", Outcome.REVIEW, NEXT_MONDAY);
        decided(process, edited, ReviewKind.LIVE, Decision.APPROVED_WITH_CHANGES, NEXT_MONDAY, null, 90);
        Said.by("/policy-service", Told.executed(edited, process, Execution.FAILED, NEXT_MONDAY.plusSeconds(200)));
        // Nobody decided; a sample; a seeded check; an action that went by itself and one that did not go at all.
        UUID expired = evaluated(process, "two", "cancel", Outcome.REVIEW, NEXT_MONDAY);
        decided(process, expired, ReviewKind.LIVE, Decision.EXPIRED, NEXT_MONDAY, null, 9000);
        UUID alone = evaluated(process, "one", "update", Outcome.PROCEED, NEXT_MONDAY);
        decided(process, alone, ReviewKind.SAMPLE, Decision.REJECTED, NEXT_MONDAY, 1, 2);
        decided(process, alone, ReviewKind.SEEDED, Decision.APPROVED, NEXT_MONDAY, 1, 2);
        Said.by("/policy-service", Told.executed(alone, process, Execution.EXECUTED, NEXT_MONDAY.plusSeconds(9)));
        evaluated(process, "two", "update", Outcome.BLOCK, NEXT_MONDAY);
        database.awaitLogged(process, events + 3 + 2 + 4 + 1);

        JsonNode metrics = metrics(process, RANGE);
        assertThat(metrics.at("/evaluations").intValue()).isEqualTo(7);
        assertThat(metrics.at("/outcomes")).isEqualTo(Told.json("{\"proceed\":1,\"review\":5,\"block\":1}"));
        assertThat(metrics.at("/decisions"))
                .isEqualTo(
                        Told.json("{\"approved\":3,\"approved-with-changes\":1,\"rejected\":0,\"changes-requested\":0,"
                                + "\"taken-over\":0,\"expired\":1,\"withdrawn\":0}"));
        assertThat(metrics.at("/unchangedApproval")).isEqualTo(json(Rate.of(3, 4)));
        assertThat(metrics.at("/reviewTime")).isEqualTo(Told.json("{\"median\":\"PT20S\",\"p90\":\"PT28S\",\"n\":3}"));
        assertThat(metrics.at("/pickUpTime")).isEqualTo(Told.json("{\"median\":\"PT1M\",\"p90\":\"PT1M21S\",\"n\":4}"));
        assertThat(metrics.at("/escape")).isEqualTo(json(Rate.of(1, 4)));

        JsonNode weeks = metrics(process, RANGE + "&by=week").at("/series");
        assertThat(weeks).hasSize(2);
        assertThat(weeks.at("/0/key").textValue()).isEqualTo("2026-11-09");
        assertThat(weeks.at("/0/evaluations").intValue()).isEqualTo(3);
        assertThat(weeks.at("/1/unchangedApproval")).isEqualTo(json(Rate.of(0, 1)));
        assertThat(metrics(process, RANGE + "&by=day").at("/series")).hasSize(14);
        JsonNode agents = metrics(process, RANGE + "&by=agent").at("/groups");
        assertThat(agents.at("/0/key").textValue()).isEqualTo("one");
        assertThat(agents.at("/0/unchangedApproval")).isEqualTo(json(Rate.of(3, 3)));
        assertThat(agents.at("/1/key").textValue()).isEqualTo("two");
        JsonNode types = metrics(process, RANGE + "&by=actionType").at("/groups");
        assertThat(types.at("/0/key").textValue()).isEqualTo("cancel");
        assertThat(types.at("/0/evaluations").intValue()).isEqualTo(2);

        JsonNode before = metrics(process, "from=2026-10-01T00:00:00Z&to=2026-11-09T00:00:00Z");
        assertThat(before.at("/evaluations").intValue()).isZero();
        assertThat(before.at("/unchangedApproval")).isEqualTo(Told.json("{\"n\":0}"));
    }

    @Test
    void anApprovedEditThatThePolicyRefusedDidNotStand() throws Exception {
        String process = "returned";
        UUID evaluation = evaluated(process, "one", "update", Outcome.REVIEW, MONDAY);
        UUID review = UUID.randomUUID();
        Said.by(
                "/queue-service",
                Told.decided(
                        review,
                        evaluation,
                        process,
                        ReviewKind.LIVE,
                        Decision.APPROVED_WITH_CHANGES,
                        MONDAY,
                        null,
                        MONDAY.plusSeconds(10)));
        Said.by("/queue-service", Told.returned(review, evaluation, process, MONDAY.plusSeconds(11)));
        Said.by(
                "/queue-service",
                Told.decided(
                        review,
                        evaluation,
                        process,
                        ReviewKind.LIVE,
                        Decision.REJECTED,
                        MONDAY,
                        null,
                        MONDAY.plusSeconds(20)));
        database.awaitLogged(process, 4);
        JsonNode metrics = metrics(process, RANGE);
        assertThat(metrics.at("/decisions/rejected").intValue()).isEqualTo(1);
        assertThat(metrics.at("/decisions/approved-with-changes").intValue()).isZero();
    }

    @Test
    void aDecisionThatIsHeardOfBeforeItsEvaluationIsCountedWhereItBelongs() throws Exception {
        String process = "early";
        UUID evaluation = UUID.randomUUID();
        decided(process, evaluation, ReviewKind.LIVE, Decision.APPROVED, MONDAY, 1, 2);
        database.awaitLogged(process, 1);
        Said.by("/policy-service", Told.evaluation(evaluation, process, "late", "update", Outcome.REVIEW, MONDAY));
        database.awaitLogged(process, 2);
        assertThat(metrics(process, RANGE + "&by=agent")
                        .at("/groups/0/decisions/approved")
                        .intValue())
                .isEqualTo(1);
        assertThat(metrics(process, RANGE + "&by=agent").at("/groups/0/key").textValue())
                .isEqualTo("late");
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday, /from",
        "from=2026-11-01, /from",
        "to=2026-13-01T00:00:00Z, /to",
        "to=%2B999999999-01-01T00:00:00Z, /to",
        "from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z, /from",
        "from=2026-11-02T00:00:00Z&to=2026-11-02T00:00:00Z, /from",
        "by=month, /by",
        "from=1990-01-01T00:00:00Z&by=day, /by",
    })
    void aBadQueryIsRefusedWithItsField(String query, String pointer) {
        given().urlEncodingEnabled(false)
                .auth()
                .oauth2(Tokens.person("grace", "process-owner"))
                .get("/v1/metrics/any?" + query)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:countersign:problem:invalid-value"))
                .body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void samplesAndSeededChecksAreLoggedAndCountNowhere() throws Exception {
        String process = "after-the-fact";
        UUID alone = evaluated(process, "one", "update", Outcome.PROCEED, NEXT_MONDAY);
        Said.by(
                "/audit-service",
                new SampleDrawn(
                        UUID.randomUUID(),
                        alone,
                        process,
                        Told.evaluation(alone, process, "one", "update", Outcome.PROCEED, NEXT_MONDAY),
                        NEXT_MONDAY));
        UUID madeUp = UUID.randomUUID();
        Said.by(
                "/audit-service",
                new SeededCheckPlaced(
                        UUID.randomUUID(),
                        madeUp,
                        process,
                        Told.evaluation(madeUp, process, "one", "update", Outcome.REVIEW, NEXT_MONDAY),
                        NEXT_MONDAY));
        decided(process, alone, ReviewKind.SAMPLE, Decision.APPROVED, NEXT_MONDAY, 1, 2);
        decided(process, madeUp, ReviewKind.SEEDED, Decision.APPROVED, NEXT_MONDAY, 1, 2);
        UUID live = evaluated(process, "one", "update", Outcome.REVIEW, NEXT_MONDAY);
        decided(process, live, ReviewKind.LIVE, Decision.REJECTED, NEXT_MONDAY, 1, 2);
        database.awaitLogged(process, 7);

        JsonNode metrics = metrics(process, RANGE);
        assertThat(metrics.at("/evaluations").intValue()).isEqualTo(2);
        assertThat(metrics.at("/decisions/approved").intValue()).isZero();
        assertThat(metrics.at("/unchangedApproval/n").intValue()).isEqualTo(1);
        assertThat(metrics.at("/unchangedApproval/rate").doubleValue()).isZero();
    }

    @Test
    void aProcessThatNobodyEverSpokeOfIsNotFound() {
        given().auth()
                .oauth2(Tokens.person("grace", "process-owner"))
                .get("/v1/metrics/nothing")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:countersign:problem:process-not-found"));
    }

    private static UUID evaluated(String process, String agent, String actionType, Outcome outcome, Instant at) {
        UUID evaluation = UUID.randomUUID();
        Said.by("/policy-service", Told.evaluation(evaluation, process, agent, actionType, outcome, at));
        return evaluation;
    }

    private static void decided(
            String process,
            UUID evaluation,
            ReviewKind kind,
            Decision outcome,
            Instant openedAt,
            Integer pickedUp,
            int decided) {
        Said.by(
                "/queue-service",
                Told.decided(
                        UUID.randomUUID(),
                        evaluation,
                        process,
                        kind,
                        outcome,
                        openedAt,
                        pickedUp == null ? null : openedAt.plusSeconds(pickedUp),
                        openedAt.plusSeconds(decided)));
    }

    private static void escaped(String process, UUID evaluation) {
        Said.by(
                "/audit-service",
                new EscapeReported(
                        UUID.randomUUID(), evaluation, process, FoundBy.DOWNSTREAM, null, "olga", NEXT_MONDAY));
    }

    private static JsonNode json(Object value) {
        try {
            return Json.mapper().readTree(Json.mapper().writeValueAsString(value));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode metrics(String process, String query) throws Exception {
        return Json.mapper()
                .readTree(given().auth()
                        .oauth2(Tokens.person("grace", "process-owner"))
                        .get("/v1/metrics/" + process + "?" + query)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
    }
}
