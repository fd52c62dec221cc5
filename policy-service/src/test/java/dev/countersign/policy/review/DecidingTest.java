package dev.countersign.policy.review;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.id;
import static dev.countersign.policy.Given.problem;
import static dev.countersign.policy.Given.proposal;
import static dev.countersign.policy.Given.propose;
import static dev.countersign.policy.Given.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EvaluationEvent.DecisionReturned;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRevised;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationWithdrawn;
import dev.countersign.contracts.event.EvaluationEvent.ExecutionReported;
import dev.countersign.contracts.event.EvaluationEvent.ReleaseIssued;
import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.payload.digest.PayloadDigest;
import dev.countersign.policy.Given;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.Reviews;
import dev.countersign.policy.TestClock;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PolicyServiceTest
class DecidingTest {

    @Inject
    TestClock clock;

    @AfterEach
    void time() {
        clock.reset();
    }

    private static UUID waiting(String process) {
        return id(propose(proposal(process).put("confidence", 0.5)).body("status", equalTo("waiting")));
    }

    private static ValidatableResponse decidedAnswer(UUID id) {
        return agent().get("/v1/evaluations/{id}?wait=PT20S", id).then().statusCode(200);
    }

    @Test
    void anApprovalWakesTheWaitingAgentWithAReleaseForExactlyThePayload() throws Exception {
        String process = published();
        UUID id = waiting(process);
        String digest = agent().get("/v1/evaluations/{id}", id).path("payloadDigest");
        CompletableFuture<ValidatableResponse> waiter = CompletableFuture.supplyAsync(() -> decidedAnswer(id));
        Reviews.say(Reviews.opened(Reviews.reviewOf(id), id, process, ReviewKind.LIVE));

        Reviews.say(Reviews.decided(id, process, Decision.APPROVED));

        waiter.get()
                .body("status", equalTo("released"))
                .body("outcome", equalTo("review"))
                .body("decision.outcome", equalTo("approved"))
                .body("decision.by", equalTo(java.util.List.of("person:maria")))
                .body("decision.reason", equalTo("because"))
                .body("decision.payload", nullValue())
                .body("payloadDigest", equalTo(digest))
                .body("review.id", equalTo(Reviews.reviewOf(id).toString()))
                .body("review.owner", equalTo("person:maria"))
                .body("release", notNullValue());
    }

    @Test
    void anEditedPayloadHasAReleaseOfItsOwn() {
        String process = published();
        UUID id = waiting(process);
        JsonNode edited = Given.json("{\"amount\": 12.5}");

        Reviews.say(Reviews.edited(id, process, edited));

        String release = decidedAnswer(id)
                .body("status", equalTo("released"))
                .body("decision.outcome", equalTo("approved-with-changes"))
                .body("decision.payload.amount", equalTo(12.5f))
                .body("payloadDigest", equalTo(PayloadDigest.of(edited.toString())))
                .extract()
                .path("release");
        ReleaseIssued issued = TestTopics.await(
                Topic.EVALUATIONS,
                ReleaseIssued.class,
                event -> event.evaluation().equals(id),
                PATIENCE);
        assertThat(issued.payloadDigest()).isEqualTo(PayloadDigest.of(edited.toString()));
        assertThat(issued.approvers()).containsExactly(Reviews.MARIA);
        problem(
                redeem(release, "{\"amount\": 20, \"text\": \"Sorry for the delay\"}"),
                422,
                "release-payload-mismatch");
        redeem(release, "{\"amount\": 12.50}").statusCode(200);
    }

    @Test
    void anEditCannotBypassTheSchemaAndGoesBackToItsReviewer() {
        String process = published();
        UUID id = waiting(process);

        Reviews.say(Reviews.edited(id, process, Given.json("{\"amount\": -5}")));

        DecisionReturned returned = TestTopics.await(
                Topic.EVALUATIONS,
                DecisionReturned.class,
                event -> event.evaluation().equals(id),
                PATIENCE);
        assertThat(returned.review()).isEqualTo(Reviews.reviewOf(id));
        assertThat(returned.reasons().getFirst().code()).isEqualTo("payload-invalid");
        assertThat(returned.reasons().getFirst().detail()).startsWith("/amount ");
        agent().get("/v1/evaluations/{id}", id)
                .then()
                .body("status", equalTo("waiting"))
                .body("release", nullValue())
                .body("decision", nullValue());
    }

    @Test
    void anEditCannotBypassALimitThatBlocks() {
        String process = published(
                policy -> policy.withArray("limits")
                        .add(
                                Given.json(
                                        "{\"name\":\"refunds\",\"per\":\"P1D\",\"sum\":\"action.payload.amount\",\"max\":50,\"then\":\"block\"}")));
        UUID id = waiting(process);

        Reviews.say(Reviews.edited(id, process, Given.json("{\"amount\": 51}")));

        DecisionReturned returned = TestTopics.await(
                Topic.EVALUATIONS,
                DecisionReturned.class,
                event -> event.evaluation().equals(id),
                PATIENCE);
        assertThat(returned.reasons().getFirst().code()).isEqualTo("limit-exceeded");
        Reviews.say(Reviews.edited(id, process, Given.json("{\"amount\": 50}")));
        decidedAnswer(id).body("status", equalTo("released"));
    }

    @ParameterizedTest
    @CsvSource({
        "REJECTED, rejected",
        "CHANGES_REQUESTED, changes-requested",
        "TAKEN_OVER, taken-over",
        "EXPIRED, expired",
        "WITHDRAWN, withdrawn"
    })
    void everyOtherDecisionEndsWithoutARelease(Decision decision, String status) {
        String process = published();
        UUID id = waiting(process);

        Reviews.say(Reviews.decided(id, process, decision));

        decidedAnswer(id)
                .body("status", equalTo(status))
                .body("decision.outcome", equalTo(status))
                .body("release", nullValue());
    }

    @Test
    void anExpiryProceedsOnlyWhereThePolicySaysSo() {
        String strict = published();
        UUID refused = waiting(strict);
        String lenient = published(policy -> {
            ((ObjectNode) policy.get("sla")).put("onExpiry", "proceed");
            ((ObjectNode) policy.get("actions")).remove("message");
        });
        UUID allowed = waiting(lenient);

        Reviews.say(Reviews.decided(refused, strict, ReviewKind.LIVE, Decision.EXPIRED, true, null));
        Reviews.say(Reviews.decided(allowed, lenient, ReviewKind.LIVE, Decision.EXPIRED, true, null));

        decidedAnswer(refused).body("status", equalTo("expired")).body("release", nullValue());
        decidedAnswer(allowed).body("status", equalTo("released")).body("release", notNullValue());
    }

    @ParameterizedTest
    @CsvSource({"SAMPLE", "SEEDED"})
    void aReviewAfterTheFactNeverLeadsToARelease(ReviewKind kind) {
        String process = published();
        UUID id = waiting(process);

        Reviews.say(Reviews.decided(id, process, kind, Decision.APPROVED, true, null));
        Reviews.say(Reviews.decided(id, process, Decision.REJECTED));

        decidedAnswer(id).body("status", equalTo("rejected"));
    }

    @Test
    void theWholeLifeOfASampleShowsNothingToTheAgentAndReleasesNothing() {
        String process = published();
        UUID id = id(propose(proposal(process).put("confidence", 0.99)).body("status", equalTo("released")));
        JsonNode before = Given.json(agent().get("/v1/evaluations/{id}", id).asString());
        UUID sample = UUID.randomUUID();

        Reviews.say(Reviews.clock(sample, id, process, 1, Instant.parse("2027-01-01T00:00:00Z")));
        Reviews.say(Reviews.opened(sample, id, process, ReviewKind.SAMPLE));
        Reviews.say(Reviews.decided(id, process, ReviewKind.SAMPLE, Decision.REJECTED, false, null));
        UUID next = waiting(process);
        Reviews.say(Reviews.decided(next, process, Decision.REJECTED));
        decidedAnswer(next).body("status", equalTo("rejected"));

        assertThat(Given.json(agent().get("/v1/evaluations/{id}", id).asString()))
                .isEqualTo(before);
        assertThat(TestTopics.all(Topic.EVALUATIONS.topicName()).stream()
                        .filter(message -> message.type().equals("dev.countersign.release-issued.v1")
                                && id.toString().equals(message.key())))
                .hasSize(1);
    }

    @Test
    void aSeededCheckIsOfNoEvaluationAndHoldsNothingUp() {
        String process = published();
        UUID evaluation = UUID.randomUUID();
        UUID review = UUID.randomUUID();

        Reviews.say(Reviews.opened(review, evaluation, process, ReviewKind.SEEDED));
        Reviews.say(Reviews.clock(review, evaluation, process, 1, Instant.parse("2027-01-01T00:00:00Z")));
        Reviews.say(Reviews.reassigned(review, evaluation, process));
        Reviews.say(Reviews.decided(evaluation, process, ReviewKind.SEEDED, Decision.APPROVED, true, null));
        UUID next = waiting(process);
        Reviews.say(Reviews.decided(next, process, Decision.REJECTED));
        decidedAnswer(next).body("status", equalTo("rejected"));

        assertThat(Stream.of(Topic.REVIEWS, Topic.ESCALATIONS)
                        .flatMap(topic -> TestTopics.all(topic.deadLetterName()).stream())
                        .filter(message -> message.text().contains(evaluation.toString())))
                .isEmpty();
        agent().get("/v1/evaluations/{id}", evaluation).then().statusCode(404);
    }

    @Test
    void anApprovalThatNobodyGaveIsSetAside() {
        String process = published();
        UUID id = waiting(process);
        var nobody = new dev.countersign.contracts.event.ReviewEvent.ReviewDecided(
                Reviews.reviewOf(id),
                id,
                process,
                ReviewKind.LIVE,
                Decision.APPROVED,
                true,
                java.util.List.of(),
                null,
                null,
                Clock.systemUTC().instant(),
                null,
                List.of(),
                Clock.systemUTC().instant());

        Reviews.say(nobody);

        TestTopics.await(
                Topic.REVIEWS.deadLetterName(), message -> message.text().contains(id.toString()), PATIENCE);
        agent().get("/v1/evaluations/{id}", id).then().body("status", equalTo("waiting"));
    }

    @Test
    void aDecisionAfterTheAgentWithdrewChangesNothing() {
        String process = published();
        UUID id = waiting(process);
        agent().body("{\"reason\":\"no longer needed\"}")
                .post("/v1/evaluations/{id}/withdraw", id)
                .then()
                .statusCode(200)
                .body("status", equalTo("withdrawn"));
        UUID marker = waiting(process);

        Reviews.say(Reviews.decided(id, process, Decision.APPROVED));
        Reviews.say(Reviews.decided(marker, process, Decision.APPROVED));

        decidedAnswer(marker).body("status", equalTo("released"));
        agent().get("/v1/evaluations/{id}", id)
                .then()
                .body("status", equalTo("withdrawn"))
                .body("release", nullValue());
        TestTopics.await(
                Topic.EVALUATIONS,
                EvaluationWithdrawn.class,
                event -> event.evaluation().equals(id) && "no longer needed".equals(event.reason()),
                PATIENCE);
    }

    @Test
    void theClockMayBeHeardBeforeTheReviewAndOnlyTheLatestCounts() {
        String process = published();
        UUID id = waiting(process);
        UUID review = Reviews.reviewOf(id);
        Instant late = Clock.systemUTC().instant().plus(Duration.ofHours(8)).truncatedTo(ChronoUnit.SECONDS);

        Reviews.say(Reviews.clock(review, id, process, 2, late));
        Reviews.say(Reviews.clock(review, id, process, 1, late.minusSeconds(3600)));
        Reviews.say(Reviews.clock(UUID.randomUUID(), id, process, 1, late.minusSeconds(7200)));
        Reviews.say(Reviews.opened(review, id, process, ReviewKind.LIVE));

        await().atMost(PATIENCE)
                .untilAsserted(() -> agent().get("/v1/evaluations/{id}", id)
                        .then()
                        .body("review.decideBy", equalTo(late.toString())));
    }

    @Test
    void aRevisionGoesBackToThePersonWhoAskedForIt() {
        String process = published();
        UUID id = waiting(process);
        problem(revise(id, "{\"amount\": 10}"), 409, "not-revisable");
        Reviews.say(Reviews.decided(id, process, Decision.CHANGES_REQUESTED));
        decidedAnswer(id).body("status", equalTo("changes-requested"));

        problem(revise(id, "{\"amount\": \"ten\"}"), 422, "payload-invalid")
                .body("errors[0].pointer", equalTo("/payload/amount"));
        revise(id, "{\"amount\": 10}")
                .statusCode(200)
                .body("status", equalTo("waiting"))
                .body("decision", nullValue())
                .body("payloadDigest", equalTo(PayloadDigest.of("{\"amount\":10}")));

        EvaluationRevised revised = TestTopics.await(
                Topic.EVALUATIONS,
                EvaluationRevised.class,
                event -> event.evaluation().equals(id),
                PATIENCE);
        assertThat(revised.revision()).isEqualTo(2);
        assertThat(revised.note()).isEqualTo("as you said");
        Reviews.say(Reviews.decided(id, process, Decision.APPROVED));
        String release = decidedAnswer(id).extract().path("release");
        redeem(release, "{\"amount\": 10}").statusCode(200);
    }

    @Test
    void aRevisionThatThePolicyBlocksLeavesEverythingAsItIs() {
        String process = published(
                policy -> policy.withArray("limits")
                        .add(
                                Given.json(
                                        "{\"name\":\"refunds\",\"per\":\"P1D\",\"sum\":\"action.payload.amount\",\"max\":50,\"then\":\"block\"}")));
        UUID id = waiting(process);
        Reviews.say(Reviews.decided(id, process, Decision.CHANGES_REQUESTED));
        decidedAnswer(id);

        problem(revise(id, "{\"amount\": 51}"), 422, "revision-blocked");

        agent().get("/v1/evaluations/{id}", id).then().body("status", equalTo("changes-requested"));
    }

    @Test
    void anExecutionIsReportedOnceAndMayBeRepeated() {
        UUID id = id(propose(proposal(published())));
        String digest = agent().get("/v1/evaluations/{id}", id).path("payloadDigest");
        String report = "{\"status\":\"executed\",\"digest\":\"" + digest + "\"}";

        report(id, report)
                .statusCode(200)
                .body("status", equalTo("executed"))
                .body("execution.digest", equalTo(digest))
                .body("release", nullValue());
        report(id, report).statusCode(200);
        problem(report(id, "{\"status\":\"failed\"}"), 409, "execution-contradicted");

        ExecutionReported reported = TestTopics.await(
                Topic.EVALUATIONS,
                ExecutionReported.class,
                event -> event.evaluation().equals(id),
                PATIENCE);
        assertThat(reported.asDecided()).isTrue();
    }

    @Test
    void anotherDigestIsReportedAsNotDecided() {
        UUID id = id(propose(proposal(published())));

        report(id, "{\"status\":\"executed\",\"digest\":\"sha-256:" + "0".repeat(64) + "\"}")
                .statusCode(200);

        ExecutionReported reported = TestTopics.await(
                Topic.EVALUATIONS,
                ExecutionReported.class,
                event -> event.evaluation().equals(id),
                PATIENCE);
        assertThat(reported.asDecided()).isFalse();
    }

    @Test
    void whatIsNotReleasedCannotBeReportedAsExecuted() {
        problem(report(waiting(published()), "{\"status\":\"executed\"}"), 409, "not-released");
    }

    @Test
    void editsAtOnceCannotBypassALimitThatIsUsedUpMeanwhile() throws Exception {
        String process = published(
                policy -> policy.withArray("limits")
                        .add(
                                Given.json(
                                        "{\"name\":\"refunds\",\"per\":\"P1D\",\"sum\":\"action.payload.amount\",\"max\":100,\"then\":\"block\"}")));
        List<UUID> edited =
                IntStream.range(0, 6).mapToObj(i -> waiting(process)).toList();
        try (var pool = Executors.newFixedThreadPool(6)) {
            var proposals = IntStream.range(0, 8)
                    .mapToObj(i -> pool.submit(
                            () -> (String) propose(proposal(process)).extract().path("outcome")))
                    .toList();
            List<String> outcomes = new ArrayList<>();
            for (var proposal : proposals) {
                outcomes.add(proposal.get());
            }
            assertThat(outcomes.stream().filter("proceed"::equals)).hasSize(5);
        }

        edited.forEach(id -> Reviews.say(Reviews.edited(id, process, Given.json("{\"amount\": 1}"))));

        for (UUID id : edited) {
            DecisionReturned returned = TestTopics.await(
                    Topic.EVALUATIONS,
                    DecisionReturned.class,
                    event -> event.evaluation().equals(id),
                    PATIENCE);
            assertThat(returned.reasons().getFirst().code()).isEqualTo("limit-exceeded");
            agent().get("/v1/evaluations/{id}", id).then().body("status", equalTo("waiting"));
        }
    }

    private static ValidatableResponse revise(UUID id, String payload) {
        return agent().body("{\"payload\": " + payload + ", \"note\": \"as you said\"}")
                .post("/v1/evaluations/{id}/revisions", id)
                .then();
    }

    private static ValidatableResponse report(UUID id, String body) {
        return agent().body(body).post("/v1/evaluations/{id}/execution", id).then();
    }

    private static ValidatableResponse redeem(String release, String payload) {
        return agent().body("{\"release\": \"" + release + "\", \"payload\": " + payload + "}")
                .post("/v1/releases/redeem")
                .then();
    }
}
