package dev.countersign.policy.receipt;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.auditor;
import static dev.countersign.policy.Given.id;
import static dev.countersign.policy.Given.owner;
import static dev.countersign.policy.Given.problem;
import static dev.countersign.policy.Given.proposal;
import static dev.countersign.policy.Given.propose;
import static dev.countersign.policy.Given.published;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EvaluationEvent.ReceiptClosed;
import dev.countersign.contracts.event.EvaluationEvent.ReceiptOpened;
import dev.countersign.contracts.event.ReceiptKind;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.Reviews;
import dev.countersign.policy.TestClock;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PolicyServiceTest
class ReceiptTest {

    private static final Duration OVERDUE = Duration.ofMinutes(61);
    private static final String PAYLOAD = "{\"amount\": 20, \"text\": \"Sorry for the delay\"}";
    private static final String OTHER = "sha-256:" + "0".repeat(64);

    @Inject
    TestClock clock;

    @AfterEach
    void time() {
        clock.reset();
    }

    private static ValidatableResponse open(String process) {
        return owner().get("/v1/receipts?process={process}", process).then().statusCode(200);
    }

    private static void found(String process, UUID evaluation, String kind) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> open(process)
                        .body("items", hasSize(1))
                        .body("items[0].evaluation", equalTo(evaluation.toString()))
                        .body("items[0].kind", equalTo(kind)));
    }

    private static ValidatableResponse report(UUID id, String body) {
        return agent().body(body).post("/v1/evaluations/{id}/execution", id).then();
    }

    private static List<ReceiptOpened> opened(UUID evaluation) {
        TestTopics.await(
                Topic.EVALUATIONS,
                ReceiptOpened.class,
                event -> event.evaluation().equals(evaluation),
                PATIENCE);
        return TestTopics.all(Topic.EVALUATIONS.topicName()).stream()
                .filter(message -> message.type().contains(".receipt-opened."))
                .map(message -> (ReceiptOpened) message.event())
                .filter(event -> event.evaluation().equals(evaluation))
                .toList();
    }

    @Test
    void whatIsReleasedAndNeverExecutedIsFoundOnceAndSettledByTheReport() {
        String process = published();
        UUID id = id(propose(proposal(process)));
        String digest = agent().get("/v1/evaluations/{id}", id).path("payloadDigest");

        clock.advance(OVERDUE);

        found(process, id, "not-executed");
        open(process)
                .body("items[0].agent", equalTo("refund-agent"))
                .body("items[0].detail", containsString("nobody has said"))
                .body("items[0].openedAt", notNullValue());
        String series = "countersign_receipts{kind=\"not-executed\",process=\"" + process + "\"} 1.0";
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/metrics").then().body(containsString(series)));
        assertThat(opened(id)).hasSize(1).allSatisfy(event -> {
            assertThat(event.kind()).isEqualTo(ReceiptKind.NOT_EXECUTED);
            assertThat(Duration.between(event.since(), event.at())).isGreaterThan(Duration.ofMinutes(60));
        });
        report(id, "{\"status\":\"executed\",\"digest\":\"" + digest + "\"}").statusCode(200);
        open(process).body("items", hasSize(0));
        owner().get("/v1/receipts?state=closed&process={process}", process)
                .then()
                .body("items[0].closedAt", notNullValue())
                .body("items[0].closedBy", nullValue());
        TestTopics.await(
                Topic.EVALUATIONS,
                ReceiptClosed.class,
                event -> event.evaluation().equals(id) && event.by() == null,
                PATIENCE);
    }

    @Test
    void whatIsRedeemedAndNeverReportedIsFound() {
        String process = published();
        ValidatableResponse answer = propose(proposal(process));
        agent().body("{\"release\": \"" + answer.extract().path("release") + "\", \"payload\": " + PAYLOAD + "}")
                .post("/v1/releases/redeem")
                .then()
                .statusCode(200);

        clock.advance(OVERDUE);

        found(process, id(answer), "not-reported");
    }

    @Test
    void whatIsWithdrawnOrReportedInTimeIsFine() {
        String process = published();
        UUID withdrawn = id(propose(proposal(process)));
        UUID failed = id(propose(proposal(process)));
        UUID forgotten = id(propose(proposal(process)));
        agent().post("/v1/evaluations/{id}/withdraw", withdrawn).then().statusCode(200);
        report(failed, "{\"status\":\"failed\"}").statusCode(200);

        clock.advance(OVERDUE);

        found(process, forgotten, "not-executed");
    }

    @Test
    void whatIsDecidedDuringAHaltAndForgottenIsFoundThoughItNeverHadARelease() {
        String process = published();
        UUID id = id(propose(proposal(process).put("confidence", 0.5)));
        owner().contentType("application/json")
                .body("{\"reason\": \"wait\"}")
                .post("/v1/processes/{process}/halt", process);
        Reviews.say(Reviews.decided(id, process, Decision.APPROVED));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> agent().get("/v1/evaluations/{id}", id).then().body("status", equalTo("released")));
        open(process).body("items", hasSize(0));

        clock.advance(OVERDUE);

        found(process, id, "not-executed");
        agent().post("/v1/evaluations/{id}/withdraw", id).then().statusCode(200);
        open(process).body("items", hasSize(0));
    }

    @Test
    void whatWasExecutedWithoutAReleaseIsRefusedAndFound() {
        String process = published();
        UUID id = id(propose(proposal(process).put("confidence", 0.5)));

        problem(report(id, "{\"status\":\"executed\",\"digest\":\"" + OTHER + "\"}"), 409, "not-released");
        problem(report(id, "{\"status\":\"executed\",\"digest\":\"" + OTHER + "\"}"), 409, "not-released");
        problem(report(id, "{\"status\":\"failed\"}"), 409, "not-released");

        found(process, id, "executed-unreleased");
        open(process).body("items[0].detail", containsString("waiting"));
        assertThat(opened(id)).hasSize(1);
        agent().get("/v1/evaluations/{id}", id).then().body("status", equalTo("waiting"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'status':'executed','digest':'sha-256:0000000000000000000000000000000000000000000000000000000000000000'}",
                "{'status':'executed'}"
            })
    void whatWasExecutedOtherwiseThanDecidedIsTakenAndFound(String body) {
        String process = published();
        UUID id = id(propose(proposal(process)));

        report(id, body.replace('\'', '"')).statusCode(200).body("status", equalTo("executed"));

        found(process, id, "executed-otherwise");
    }

    @Test
    void anotherExecutionAfterTheReportedOneIsFound() {
        String process = published();
        UUID executed = id(propose(proposal(process)));
        UUID failed = id(propose(proposal(process)));
        String digest = agent().get("/v1/evaluations/{id}", executed).path("payloadDigest");
        report(executed, "{\"status\":\"executed\",\"digest\":\"" + digest + "\"}")
                .statusCode(200);
        report(failed, "{\"status\":\"failed\"}").statusCode(200);

        problem(
                report(executed, "{\"status\":\"executed\",\"digest\":\"" + OTHER + "\"}"),
                409,
                "execution-contradicted");
        problem(
                report(failed, "{\"status\":\"executed\",\"digest\":\"" + digest + "\"}"),
                409,
                "execution-contradicted");

        owner().get("/v1/receipts?process={process}&kind=executed-otherwise", process)
                .then()
                .body("items.evaluation", equalTo(List.of(executed.toString())));
        owner().get("/v1/receipts?process={process}&kind=executed-unreleased", process)
                .then()
                .body("items.evaluation", equalTo(List.of(failed.toString())));
    }

    @Test
    void aPersonWhoHasLookedIntoItClosesItAndWaitingDoesNotOpenItAgain() {
        String process = published();
        UUID id = id(propose(proposal(process)));
        clock.advance(OVERDUE);
        found(process, id, "not-executed");
        String receipt = open(process).extract().path("items[0].id");

        problem(close(UUID.randomUUID().toString(), "{\"reason\":\"x\"}"), 404, "receipt-not-found");
        problem(close(receipt, "{}"), 422, "invalid-value");
        close(receipt, "{\"reason\":\"the customer called it off\"}")
                .statusCode(200)
                .body("closedBy", equalTo("grace"))
                .body("reason", equalTo("the customer called it off"));
        close(receipt, "{\"reason\":\"again\"}").body("reason", equalTo("the customer called it off"));

        // Another release of the same evaluation, as forgotten as the first.
        agent().get("/v1/evaluations/{id}", id).then().body("release", notNullValue());
        UUID marker = id(propose(proposal(process)));
        clock.advance(OVERDUE);
        found(process, marker, "not-executed");
    }

    private static ValidatableResponse close(String id, String body) {
        return owner().contentType("application/json")
                .body(body)
                .post("/v1/receipts/{id}/close", id)
                .then();
    }

    @Test
    void receiptsComeByPageTheLatestFirstAndAuditorsReadThem() {
        String process = published();
        List<String> evaluations = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            UUID id = id(propose(proposal(process).put("confidence", 0.5)));
            report(id, "{\"status\":\"executed\"}").statusCode(409);
            evaluations.addFirst(id.toString());
        }

        ValidatableResponse first = auditor()
                .get("/v1/receipts?process={process}&limit=2", process)
                .then()
                .statusCode(200)
                .body("items.evaluation", equalTo(evaluations.subList(0, 2)));
        auditor()
                .get(
                        "/v1/receipts?process={p}&limit=2&cursor={c}",
                        process,
                        first.extract().path("next"))
                .then()
                .body("items.evaluation", equalTo(evaluations.subList(2, 3)))
                .body("next", nullValue());
        problem(agent().get("/v1/receipts").then(), 403, "forbidden");
        problem(
                auditor()
                        .contentType("application/json")
                        .body("{\"reason\":\"x\"}")
                        .post("/v1/receipts/{id}/close", UUID.randomUUID())
                        .then(),
                403,
                "forbidden");
        for (String bad : List.of("kind=lost", "state=ajar", "cursor=x")) {
            problem(owner().get("/v1/receipts?" + bad).then(), 422, "invalid-value");
        }
    }
}
