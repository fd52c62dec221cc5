package dev.countersign.policy.evaluation;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static dev.countersign.policy.Given.AGENT;
import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.id;
import static dev.countersign.policy.Given.owner;
import static dev.countersign.policy.Given.problem;
import static dev.countersign.policy.Given.proposal;
import static dev.countersign.policy.Given.propose;
import static dev.countersign.policy.Given.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRecorded;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationSampled;
import dev.countersign.contracts.event.EvaluationEvent.ReleaseIssued;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.policy.Given;
import dev.countersign.policy.PolicyServiceTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@PolicyServiceTest
class ProposingTest {

    @Test
    void whatTheAgentIsSureOfProceedsWithARelease() {
        String process = published();

        ValidatableResponse answer = propose(proposal(process));

        answer.statusCode(201)
                .header("Location", endsWith("/v1/evaluations/" + id(answer)))
                .body("process", equalTo(process))
                .body("policyVersion", equalTo(1))
                .body("agent", equalTo(AGENT))
                .body("outcome", equalTo("proceed"))
                .body("status", equalTo("released"))
                .body("reasons.code", equalTo(java.util.List.of("confident", "no-signal")))
                .body("payloadDigest", matchesPattern("sha-256:[0-9a-f]{64}"))
                .body("createdAt", endsWith("Z"))
                .body("release", startsWith("ey"))
                .body("review", nullValue())
                .body("decision", nullValue());
    }

    @Test
    void whatIsOfTheSampleIsSaidToBeAndTheAgentCannotTell() {
        String process = published(policy -> policy.putObject("oversight").put("sample", 1));

        ValidatableResponse answer = propose(proposal(process));

        UUID id = id(answer);
        answer.body("outcome", equalTo("proceed")).body("sampled", nullValue());
        EvaluationSampled sampled = TestTopics.await(
                Topic.EVALUATIONS,
                EvaluationSampled.class,
                event -> event.evaluation().equals(id),
                PATIENCE);
        assertThat(sampled.process()).isEqualTo(process);
        assertThat(sampled.rate()).isEqualTo(1.0);
    }

    @Test
    void theEventHasEverythingAndTheReleaseTravelsInNone() {
        String process = published();
        ValidatableResponse answer = propose(proposal(process));
        UUID id = id(answer);

        EvaluationRecorded recorded = TestTopics.await(
                Topic.EVALUATIONS,
                EvaluationRecorded.class,
                event -> event.evaluation().equals(id),
                PATIENCE);
        ReleaseIssued issued = TestTopics.await(
                Topic.EVALUATIONS,
                ReleaseIssued.class,
                event -> event.evaluation().equals(id),
                PATIENCE);

        assertThat(recorded.outcome()).isEqualTo(Outcome.PROCEED);
        assertThat(recorded.action().payload().path("amount").intValue()).isEqualTo(20);
        assertThat(recorded.content()).isNotNull();
        assertThat(recorded.supervision().review().fallback()).hasToString("team:bookings");
        assertThat(recorded.confidence()).isEqualTo(0.95);
        assertThat(issued.payloadDigest()).isEqualTo(recorded.payloadDigest());
        String release = answer.extract().path("release");
        assertThat(TestTopics.all(Topic.EVALUATIONS.topicName()))
                .noneMatch(message -> message.text().contains(release.substring(release.lastIndexOf('.'))));
    }

    @Test
    void whatTheAgentIsLessSureOfWaitsForAPerson() {
        String process = published();

        propose(proposal(process).put("confidence", 0.75))
                .statusCode(201)
                .body("outcome", equalTo("review"))
                .body("status", equalTo("waiting"))
                .body("reasons[0].source", equalTo("confidence-gated"))
                .body("reasons[0].code", equalTo("below-threshold"))
                .body("reasons[0].detail", equalTo("0.75 is below 0.9"))
                .body("release", nullValue());
    }

    @Test
    void confidenceMayBeGivenForEachFieldAndTheLowestCounts() {
        ObjectNode proposal = proposal(published());
        proposal.set("confidence", Given.json("{\"amount\": 0.99, \"text\": 0.4}"));

        propose(proposal).statusCode(201).body("reasons[0].detail", equalTo("0.4 is below 0.9"));
    }

    @Test
    void anUnknownProcessIsBlockedAndRecorded() {
        ValidatableResponse answer = propose(proposal("nobody-published-this"));

        answer.statusCode(201)
                .body("outcome", equalTo("block"))
                .body("status", equalTo("blocked"))
                .body("policyVersion", nullValue())
                .body("reasons.code", equalTo(java.util.List.of("unknown-process")));
        agent().get("/v1/evaluations/{id}", id(answer)).then().statusCode(200).body("status", equalTo("blocked"));
    }

    @Test
    void anUnknownTypeOfActionIsBlocked() {
        ObjectNode proposal = proposal(published());
        ((ObjectNode) proposal.get("action")).put("type", "delete_everything");

        propose(proposal).statusCode(201).body("reasons.code", hasItem("unknown-action-type"));
    }

    @Test
    void anAgentThatThePolicyDoesNotNameIsBlockedAndLearnsNothingOfTheSchema() {
        ObjectNode proposal = proposal(published());
        ((ObjectNode) proposal.at("/action/payload")).put("amount", "not a number");

        agent("another-agent")
                .body(proposal.toString())
                .post("/v1/evaluations")
                .then()
                .statusCode(201)
                .body("agent", equalTo("another-agent"))
                .body("reasons.code", equalTo(java.util.List.of("agent-not-named")));
    }

    @Test
    void whatABodySaysAboutTheAgentIsRefused() {
        problem(propose(proposal(published()).put("agent", "somebody-else")), 422, "unknown-field");
    }

    @Test
    void aRepeatedRequestGetsTheSameAnswer() {
        ObjectNode proposal = proposal(published());
        String key = UUID.randomUUID().toString();

        ValidatableResponse first = agent().header("Idempotency-Key", key)
                .body(proposal.toString())
                .post("/v1/evaluations")
                .then()
                .statusCode(201);
        ValidatableResponse second = agent().header("Idempotency-Key", key)
                .body(proposal.toPrettyString())
                .post("/v1/evaluations")
                .then()
                .statusCode(200);

        assertThat(id(second)).isEqualTo(id(first));
        assertThat((String) second.extract().path("release"))
                .isEqualTo(first.extract().path("release"));
    }

    @Test
    void aKeyIsGoodForOneBodyOfOneAgent() {
        String process = published(policy -> policy.withArray("agents").add("other-agent"));
        String key = UUID.randomUUID().toString();
        ValidatableResponse first = agent().header("Idempotency-Key", key)
                .body(proposal(process).toString())
                .post("/v1/evaluations")
                .then()
                .statusCode(201);

        problem(
                agent().header("Idempotency-Key", key)
                        .body(proposal(process).put("confidence", 0.91).toString())
                        .post("/v1/evaluations")
                        .then(),
                422,
                "idempotency-key-reused");
        agent("other-agent")
                .header("Idempotency-Key", key)
                .body(proposal(process).toString())
                .post("/v1/evaluations")
                .then()
                .statusCode(201)
                .body("id", not(equalTo(id(first).toString())));
    }

    @Test
    void ofManyRequestsAtOnceWithOneKeyOneIsRecorded() throws Exception {
        String body = proposal(published()).toString();
        String key = UUID.randomUUID().toString();

        try (var pool = Executors.newFixedThreadPool(8)) {
            var answers = IntStream.range(0, 16)
                    .mapToObj(i -> pool.submit(() -> agent().header("Idempotency-Key", key)
                            .body(body)
                            .post("/v1/evaluations")
                            .then()
                            .extract()))
                    .toList();
            var ids = new java.util.HashSet<String>();
            var statuses = new java.util.ArrayList<Integer>();
            for (Future<io.restassured.response.ExtractableResponse<io.restassured.response.Response>> answer :
                    answers) {
                ids.add(answer.get().path("id"));
                statuses.add(answer.get().statusCode());
            }
            assertThat(ids).hasSize(1);
            assertThat(statuses).containsOnly(200, 201);
            assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
        }
    }

    @Test
    void aLimitHoldsExactlyHoweverManyComeAtOnce() throws Exception {
        String process = published(policy -> policy.withArray("limits")
                .add(Given.json("{\"name\":\"hourly\",\"per\":\"PT1H\",\"count\":5,\"then\":\"review\"}")));
        String body = proposal(process).toString();

        try (var pool = Executors.newFixedThreadPool(8)) {
            var answers = IntStream.range(0, 20)
                    .mapToObj(i -> pool.submit(() -> agent().body(body)
                            .post("/v1/evaluations")
                            .then()
                            .statusCode(201)
                            .extract()
                            .<String>path("outcome")))
                    .toList();
            int proceeded = 0;
            for (Future<String> answer : answers) {
                proceeded += answer.get().equals("proceed") ? 1 : 0;
            }
            assertThat(proceeded).isEqualTo(5);
        }
        propose(proposal(process)).body("reasons[0].source", equalTo("limit:hourly"));
    }

    @Test
    void aSumPastItsMaximumIsBlocked() {
        String process = published(
                policy -> policy.withArray("limits")
                        .add(
                                Given.json(
                                        "{\"name\":\"refunds\",\"per\":\"P1D\",\"sum\":\"action.payload.amount\",\"max\":50,\"then\":\"block\"}")));

        propose(proposal(process)).body("outcome", equalTo("proceed"));
        propose(proposal(process)).body("outcome", equalTo("proceed"));
        propose(proposal(process))
                .body("outcome", equalTo("block"))
                .body("reasons[0].code", equalTo("limit-exceeded"))
                .body("reasons[0].detail", equalTo("20 on top of 40 is above 50 within PT24H"));
    }

    @Test
    void aSimulationAnswersTheSameAndLeavesNothing() {
        String process = published(policy -> policy.withArray("limits")
                .add(Given.json("{\"name\":\"once\",\"per\":\"PT1H\",\"count\":1,\"then\":\"review\"}")));

        for (int i = 0; i < 2; i++) {
            agent().body(proposal(process).toString())
                    .post("/v1/evaluations/simulate")
                    .then()
                    .statusCode(200)
                    .body("outcome", equalTo("proceed"))
                    .body("status", equalTo("released"))
                    .body("id", nullValue())
                    .body("release", nullValue());
        }
        propose(proposal(process)).body("outcome", equalTo("proceed"));
    }

    @Test
    void othersCannotTellThatItExists() {
        UUID id = id(propose(proposal(published())));

        problem(agent("another-agent").get("/v1/evaluations/{id}", id).then(), 404, "evaluation-not-found");
        problem(
                agent("another-agent")
                        .body("{\"status\":\"executed\"}")
                        .post("/v1/evaluations/{id}/execution", id)
                        .then(),
                404,
                "evaluation-not-found");
        problem(agent().get("/v1/evaluations/{id}", UUID.randomUUID()).then(), 404, "evaluation-not-found");
        owner().get("/v1/evaluations/{id}", id).then().statusCode(200).body("id", notNullValue());
    }

    @Test
    void thePolicyOfTheMomentDecides() {
        String process = published();
        propose(proposal(process)).body("outcome", equalTo("proceed"));
        ObjectNode stricter = Given.policy(process);
        ((ObjectNode) stricter.at("/patterns/confidence-gated")).put("threshold", 0.99);
        Given.publish(process, stricter).statusCode(201).body("version", equalTo(2));

        propose(proposal(process))
                .body("outcome", equalTo("review"))
                .body("policyVersion", equalTo(2))
                .body("reasons[0].detail", containsString("below 0.99"));
    }
}
