package dev.countersign.policy.replay;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.id;
import static dev.countersign.policy.Given.owner;
import static dev.countersign.policy.Given.policy;
import static dev.countersign.policy.Given.problem;
import static dev.countersign.policy.Given.proposal;
import static dev.countersign.policy.Given.propose;
import static dev.countersign.policy.Given.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.OversightEvent.EscapeReported;
import dev.countersign.contracts.event.OversightEvent.FoundBy;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.policy.Given;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.Reviews;
import dev.countersign.policy.TestClock;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@PolicyServiceTest
class ReplayingTest {

    @Inject
    TestClock clock;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String database;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @AfterEach
    void time() {
        clock.reset();
    }

    private static ValidatableResponse replay(String process, JsonNode candidate, String query) {
        return owner().contentType(ContentType.JSON)
                .body(candidate.toString())
                .post("/v1/processes/" + process + "/policy/replay" + query)
                .then();
    }

    private static ObjectNode candidate(String process, double threshold) {
        ObjectNode policy = policy(process);
        ((ObjectNode) policy.at("/patterns/confidence-gated")).put("threshold", threshold);
        return policy;
    }

    private static UUID proposed(String process, double confidence) {
        return id(propose(proposal(process).put("confidence", confidence)).statusCode(201));
    }

    private static void decide(UUID id, String process, Decision decision) {
        Reviews.say(
                decision == Decision.APPROVED_WITH_CHANGES
                        ? Reviews.edited(id, process, Given.json("{\"amount\": 5}"))
                        : Reviews.decided(id, process, decision));
        agent().get("/v1/evaluations/{id}?wait=PT20S", id).then().body("decision.outcome", not(nullValue()));
    }

    private static final Consumer<ObjectNode> LIMITED = policy -> {
        policy.withArray("limits")
                .add(Given.json("{\"name\":\"few\",\"per\":\"PT1H\",\"count\":6,\"then\":\"review\"}"));
        policy.withArray("limits")
                .add(
                        Given.json(
                                "{\"name\":\"sum\",\"per\":\"PT2H\",\"sum\":\"action.payload.amount\",\"max\":1500,\"then\":\"block\"}"));
    };

    private List<Instant> proposeAtRandom(String process, Random random, int n) {
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            clock.advance(Duration.ofSeconds(random.nextInt(300)));
            ObjectNode proposal = proposal(process).put("confidence", random.nextInt(11) / 10.0);
            ((ObjectNode) proposal.at("/action/payload")).put("amount", random.nextInt(300));
            if (random.nextInt(6) == 0) {
                proposal.withArray("signals").add("complaint");
            }
            times.add(Instant.parse(propose(proposal).statusCode(201).extract().path("createdAt")));
        }
        return times;
    }

    @Test
    void thePolicyInForceAnswersTheSameAgain() {
        long seed = Long.getLong("countersign.seed", new Random().nextLong());
        Random random = new Random(seed);
        String process = published(policy -> {
            ((ObjectNode) policy.at("/patterns/confidence-gated")).put("threshold", 0.4);
            LIMITED.accept(policy);
        });
        List<Instant> times = proposeAtRandom(process, random, 60);
        String to = "&to=" + clock.instant().plusSeconds(1);

        ValidatableResponse whole = owner().noContentType()
                .post("/v1/processes/{process}/policy/replay?version=1" + to, process)
                .then()
                .statusCode(200);
        ValidatableResponse later = owner().noContentType()
                .post("/v1/processes/{process}/policy/replay?version=1&from=" + times.get(30) + to, process)
                .then()
                .statusCode(200);

        String why = "-Dcountersign.seed=" + seed;
        assertThat((int) whole.extract().path("comparison.evaluations")).as(why).isEqualTo(60);
        assertThat((int) whole.extract().path("changed.total")).as(why).isZero();
        assertThat((int) later.extract().path("changed.total")).as(why).isZero();
        assertThat(whole.extract().<Integer>path("comparison.reasons.find { it.source == 'limit:few' }.recorded"))
                .as(why)
                .isNotNull()
                .isPositive();
        whole.body("version", equalTo(1))
                .body("comparison.changes", hasSize(0))
                .body("comparison.outcomes.recorded.proceed", greaterThan(0));
    }

    @Test
    void aLooserCandidateShowsWhoIsNoLongerAskedAndWhatWouldHaveSlippedThrough() {
        String process = published();
        UUID wrong = proposed(process, 0.7);
        UUID wronger = proposed(process, 0.6);
        UUID right = proposed(process, 0.75);
        UUID unsure = proposed(process, 0.2);
        proposed(process, 0.95);
        for (UUID review : List.of(wrong, wronger, right, unsure)) {
            Reviews.say(Reviews.opened(Reviews.reviewOf(review), review, process, ReviewKind.LIVE));
        }
        decide(wrong, process, Decision.REJECTED);
        decide(wronger, process, Decision.APPROVED_WITH_CHANGES);
        decide(right, process, Decision.APPROVED);
        decide(unsure, process, Decision.TAKEN_OVER);

        replay(process, candidate(process, 0.5), "")
                .statusCode(200)
                .body("process", equalTo(process))
                .body("version", nullValue())
                .body("comparison.evaluations", equalTo(5))
                .body("comparison.halted", equalTo(0))
                .body("comparison.outcomes.recorded.review", equalTo(4))
                .body("comparison.outcomes.candidate.review", equalTo(1))
                .body("comparison.outcomes.candidate.proceed", equalTo(4))
                .body("comparison.outcomes.candidate.refused", equalTo(0))
                .body("comparison.changes", hasSize(1))
                .body("comparison.changes[0].recorded", equalTo("review"))
                .body("comparison.changes[0].candidate", equalTo("proceed"))
                .body("comparison.changes[0].evaluations", equalTo(3))
                .body("comparison.noLongerAsked.evaluations", equalTo(3))
                .body("comparison.noLongerAsked.byOwner.'person:maria'", equalTo(3))
                .body("comparison.newlyAsked.evaluations", equalTo(0))
                .body("comparison.knownErrors.total", equalTo(3))
                .body("comparison.knownErrors.caught", equalTo(1))
                .body("comparison.knownErrors.slipped", equalTo(2))
                .body("comparison.knownErrors.slippedThen", equalTo(0))
                .body("comparison.knownErrors.slippedThrough.evaluation", equalTo(List.of(text(wrong), text(wronger))))
                .body("comparison.knownErrors.slippedThrough[0].why", equalTo(List.of("rejected")))
                .body("comparison.knownErrors.slippedThrough[1].why", equalTo(List.of("approved-with-changes")))
                .body("changed.total", equalTo(3))
                .body("changed.items.evaluation", equalTo(List.of(text(wrong), text(wronger), text(right))))
                .body("changed.items.decision", equalTo(List.of("rejected", "approved-with-changes", "approved")))
                .body("changed.items[0].actionType", equalTo("refund"))
                .body("changed.items[0].reasons[0].detail", equalTo("0.7 is not below 0.5"))
                .body("changed.next", nullValue());
    }

    private static String text(UUID id) {
        return id.toString();
    }

    @Test
    void aStricterCandidateShowsWhoIsNewlyAskedAndCatchesWhatEscaped() {
        String process = published();
        UUID escaped = proposed(process, 0.93);
        proposed(process, 0.99);
        TestTopics.produce(
                "/audit-service",
                new EscapeReported(
                        UUID.randomUUID(), escaped, process, FoundBy.DOWNSTREAM, "wrong account", "olga", now()));

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        replay(process, candidate(process, 0.95), "").body("comparison.knownErrors.total", equalTo(1)));

        replay(process, candidate(process, 0.95), "")
                .body("comparison.newlyAsked.evaluations", equalTo(1))
                .body("comparison.newlyAsked.byOwner.'person:maria'", equalTo(1))
                .body("comparison.knownErrors.caught", equalTo(1))
                .body("comparison.knownErrors.slippedThen", equalTo(1))
                .body("comparison.reviewMinutes.saved", nullValue());
        replay(process, candidate(process, 0.5), "")
                .body("comparison.knownErrors.slippedThrough[0].evaluation", equalTo(text(escaped)))
                .body("comparison.knownErrors.slippedThrough[0].recorded", equalTo("proceed"))
                .body("comparison.knownErrors.slippedThrough[0].why", equalTo(List.of("escape-downstream")));
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }

    @Test
    void theMinutesAreThoseThatReviewersTook() {
        String process = published();
        UUID slow = proposed(process, 0.7);
        UUID quick = proposed(process, 0.2);
        proposed(process, 0.6);
        proposed(process, 0.93);
        decideAfter(slow, process, Duration.ofMinutes(6));
        decideAfter(quick, process, Duration.ofMinutes(2));

        replay(process, candidate(process, 0.5), "")
                .body("comparison.reviewMinutes.basis.reviews", equalTo(2))
                .body("comparison.reviewMinutes.basis.median", equalTo("PT4M"))
                .body("comparison.reviewMinutes.basis.timed", equalTo(1))
                .body("comparison.reviewMinutes.basis.estimated", equalTo(1))
                // The 90th percentile of 2 and 6 is 5.6; the review that nobody decided counts as the median.
                .body("comparison.reviewMinutes.saved", equalTo(9.6f))
                .body("comparison.reviewMinutes.added", equalTo(0.0f))
                .body("comparison.reviewMinutes.net", equalTo(9.6f));
        replay(process, candidate(process, 0.95), "")
                .body("comparison.reviewMinutes.added", equalTo(4.0f))
                .body("comparison.reviewMinutes.net", equalTo(-4.0f));
    }

    private static void decideAfter(UUID evaluation, String process, Duration review) {
        Instant now = now();
        Reviews.say(new ReviewDecided(
                Reviews.reviewOf(evaluation),
                evaluation,
                process,
                ReviewKind.LIVE,
                Decision.REJECTED,
                false,
                List.of(Reviews.MARIA),
                "because",
                null,
                now.minus(Duration.ofHours(3)),
                now.minus(review),
                List.of(),
                now));
        agent().get("/v1/evaluations/{id}?wait=PT20S", evaluation).then().body("status", equalTo("rejected"));
    }

    @Test
    void whatWasRevisedIsReplayedAsItWasProposed() {
        String process = published();
        ObjectNode large = proposal(process).put("confidence", 0.5);
        ((ObjectNode) large.at("/action/payload")).put("amount", 2_000);
        UUID id = id(propose(large));
        decide(id, process, Decision.CHANGES_REQUESTED);
        agent().body("{\"payload\": {\"amount\": 10}}")
                .post("/v1/evaluations/{id}/revisions", id)
                .then()
                .statusCode(200)
                .body("reasons.code", equalTo(List.of("below-threshold")));
        decide(id, process, Decision.APPROVED);

        replay(process, candidate(process, 0.9), "")
                .body("changed.total", equalTo(0))
                .body("comparison.reasons.find { it.code == 'signal-fired' }.recorded", equalTo(1))
                .body("comparison.reasons.find { it.code == 'signal-fired' }.candidate", equalTo(1))
                .body("comparison.knownErrors.total", equalTo(1));
        ObjectNode smaller = candidate(process, 0.4);
        ((ObjectNode) smaller.at("/patterns/exception-escalation/signals/large"))
                .put("when", "action.payload.amount > 3000");
        replay(process, smaller, "")
                .body("comparison.knownErrors.slippedThrough[0].evaluation", equalTo(text(id)))
                .body("comparison.knownErrors.slippedThrough[0].why", equalTo(List.of("changes-requested")));
    }

    @Test
    void whatWasHaltedIsLeftOut() {
        String process = published();
        owner().contentType(ContentType.JSON)
                .body("{\"reason\":\"too much\"}")
                .post("/v1/processes/{process}/halt", process)
                .then()
                .statusCode(204);
        propose(proposal(process)).body("outcome", equalTo("block"));
        owner().noContentType().post("/v1/processes/{process}/resume", process);
        proposed(process, 0.95);

        replay(process, candidate(process, 0.9), "")
                .body("comparison.evaluations", equalTo(1))
                .body("comparison.halted", equalTo(1))
                .body("changed.total", equalTo(0));
    }

    @Test
    void theChangedOnesComeInPagesOfOneAndTheSameTime() {
        String process = published();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(text(proposed(process, 0.6)));
        }
        List<String> seen = new ArrayList<>();
        String query = "?limit=2";
        for (int page = 0; page < 3; page++) {
            ValidatableResponse answer = replay(process, candidate(process, 0.5), query)
                    .statusCode(200)
                    .body("changed.total", equalTo(5));
            seen.addAll(answer.extract().path("changed.items.evaluation"));
            query = "?limit=2&cursor=" + answer.extract().path("changed.next");
            proposed(process, 0.6);
        }

        assertThat(seen).isEqualTo(all);
        assertThat(query).endsWith("cursor=null");
    }

    @Test
    void aTimeIsFromItsFirstInstantToBeforeItsLast() {
        String process = published();
        Instant first = Instant.parse(propose(proposal(process)).extract().path("createdAt"));
        clock.advance(Duration.ofMinutes(5));
        Instant second = Instant.parse(propose(proposal(process)).extract().path("createdAt"));

        replay(process, candidate(process, 0.9), "?from=" + first + "&to=" + second)
                .body("comparison.evaluations", equalTo(1))
                .body("from", equalTo(first.toString()))
                .body("to", equalTo(second.toString()));
        replay(process, candidate(process, 0.9), "?from=" + first + "&to=" + second.plusNanos(1_000))
                .body("comparison.evaluations", equalTo(2));
        problem(replay(process, candidate(process, 0.9), "?from=tomorrow"), 422, "invalid-value")
                .body("errors[0].pointer", equalTo("/from"));
    }

    @Test
    void manyAreReadPageByPage() throws Exception {
        String process = published();
        UUID one = proposed(process, 0.6);
        copied(one, 1_300);

        replay(process, candidate(process, 0.5), "?limit=1")
                .statusCode(200)
                .body("comparison.evaluations", equalTo(1_301))
                .body("comparison.changes[0].evaluations", equalTo(1_301))
                .body("changed.total", equalTo(1_301));
    }

    /** As if the same had been proposed again and again within the same instant. */
    private void copied(UUID evaluation, int times) throws Exception {
        try (var connection = DriverManager.getConnection(database, user, user);
                var statement =
                        connection.prepareStatement("insert into evaluation (id, process, policy_version, agent,"
                                + " outcome, status, reasons, proposal, payload_digest, revision, clock_cycle, created_at, changed_at)"
                                + " select gen_random_uuid(), process, policy_version, agent, outcome, status, reasons, proposal,"
                                + " payload_digest, revision, clock_cycle, created_at, changed_at"
                                + " from evaluation, generate_series(1, ?) where id = ?")) {
            statement.setInt(1, times);
            statement.setObject(2, evaluation);
            statement.executeUpdate();
        }
    }

    @Test
    void aCandidateInYamlDoesAsWell() throws Exception {
        String process = published();
        proposed(process, 0.6);

        owner().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/yaml", ContentType.TEXT)))
                .contentType("application/yaml")
                .body(new YAMLMapper().writeValueAsString(candidate(process, 0.5)))
                .post("/v1/processes/{process}/policy/replay", process)
                .then()
                .statusCode(200)
                .body("changed.total", equalTo(1));
    }

    @Test
    void aCandidateIsCheckedAsOneThatIsPublished() {
        String process = published();
        ObjectNode wrong = policy(process);
        wrong.put("impact", "financial").remove("notify");

        problem(replay(process, wrong, ""), 422, "policy-refused")
                .body("errors.pointer", equalTo(List.of("/notify", "/actions/refund/patterns")));
        problem(replay(process, policy("another"), ""), 422, "policy-refused")
                .body("errors[0].pointer", equalTo("/process"));
        owner().get("/v1/processes/{process}/policy/versions", process).then().body("items", hasSize(1));
    }

    @Test
    void thereIsACandidateOrAVersionAndNotBoth() {
        String process = published();

        problem(
                        owner().noContentType()
                                .post("/v1/processes/{process}/policy/replay", process)
                                .then(),
                        422,
                        "invalid-value")
                .body("errors[0].detail", equalTo("is missing"));
        problem(replay(process, policy(process), "?version=1"), 422, "invalid-value")
                .body("errors[0].pointer", equalTo("/version"));
        problem(
                owner().noContentType()
                        .post("/v1/processes/{process}/policy/replay?version=7", process)
                        .then(),
                404,
                "policy-not-found");
    }

    @Test
    void replayingIsForProcessOwners() {
        String process = published();

        problem(
                agent().body(policy(process).toString())
                        .post("/v1/processes/{process}/policy/replay", process)
                        .then(),
                403,
                "forbidden");
    }

    @Test
    void whatWasNeverProposedHasNothingToCompare() {
        String process = Given.freshProcess();

        replay(process, policy(process), "")
                .statusCode(200)
                .body("comparison.evaluations", equalTo(0))
                .body("comparison.knownErrors.total", equalTo(0));
    }
}
