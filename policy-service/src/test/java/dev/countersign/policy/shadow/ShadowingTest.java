package dev.countersign.policy.shadow;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.id;
import static dev.countersign.policy.Given.owner;
import static dev.countersign.policy.Given.policy;
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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.event.Decision;
import dev.countersign.policy.Given;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.Reviews;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@PolicyServiceTest
class ShadowingTest {

    private static final String SHADOW = "/v1/processes/{process}/policy/shadow";

    @Inject
    ShadowRunService runs;

    @Inject
    ShadowUseRepository uses;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String database;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    private static ObjectNode candidate(String process, double threshold) {
        ObjectNode policy = policy(process);
        ((ObjectNode) policy.at("/patterns/confidence-gated")).put("threshold", threshold);
        return policy;
    }

    private static ValidatableResponse start(String process, JsonNode candidate) {
        return owner().contentType(ContentType.JSON)
                .body(candidate.toString())
                .put(SHADOW, process)
                .then();
    }

    private static ValidatableResponse show(String process) {
        return owner().get(SHADOW, process).then();
    }

    private static UUID proposed(String process, double confidence) {
        return id(propose(proposal(process).put("confidence", confidence)).statusCode(201));
    }

    private static void answered(String process, int evaluations) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> show(process).body("comparison.evaluations", equalTo(evaluations)));
    }

    @Test
    void aCandidateAnswersWhatIsProposedFromThenOnAndHasNoEffect() {
        String process = published();
        proposed(process, 0.6);

        start(process, candidate(process, 0.5))
                .statusCode(201)
                .body("startedBy", equalTo("grace"))
                .body("startedAt", notNullValue())
                .body("document.patterns.confidence-gated.threshold", equalTo(0.5f))
                .body("upTo", nullValue())
                .body("comparison.evaluations", equalTo(0));
        propose(proposal(process).put("confidence", 0.7))
                .body("outcome", equalTo("review"))
                .body("policyVersion", equalTo(1));
        proposed(process, 0.95);
        proposed(process, 0.1);

        answered(process, 3);
        show(process)
                .body("endedAt", nullValue())
                .body("upTo", notNullValue())
                .body("comparison.outcomes.recorded.proceed", equalTo(1))
                .body("comparison.outcomes.candidate.proceed", equalTo(2))
                .body("comparison.noLongerAsked.evaluations", equalTo(1));
        given().get("/q/metrics")
                .then()
                .body(containsString("countersign_shadow_evaluations_total{candidate=\"proceed\",process=\"" + process
                        + "\",recorded=\"review\"} 1.0"));
    }

    @Test
    void theAnswersAreListedAllOfThemOrThoseThatDiffer() {
        String process = published();
        start(process, candidate(process, 0.5));
        List<String> differing = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            differing.addFirst(proposed(process, 0.6).toString());
            proposed(process, 0.95);
        }
        answered(process, 6);

        owner().get(SHADOW + "/evaluations?limit=10", process)
                .then()
                .body("items", hasSize(6))
                .body("next", nullValue());
        String next = owner().get(SHADOW + "/evaluations?differs=true&limit=2", process)
                .then()
                .body("items.evaluation", equalTo(differing.subList(0, 2)))
                .body("items[0].recorded", equalTo("review"))
                .body("items[0].candidate", equalTo("proceed"))
                .body("items[0].actionType", equalTo("refund"))
                .body("items[0].reasons[0].code", equalTo("confident"))
                .body("items[0].decision", nullValue())
                .extract()
                .path("next");
        owner().get(SHADOW + "/evaluations?differs=true&limit=2&cursor={next}", process, next)
                .then()
                .body("items.evaluation", equalTo(differing.subList(2, 3)))
                .body("next", nullValue());
        problem(owner().get(SHADOW + "/evaluations?cursor=x", process).then(), 422, "invalid-value")
                .body("errors[0].pointer", equalTo("/cursor"));
    }

    /** Limits, known errors and minutes included: what live traffic shows is what a replay of the same time shows. */
    @Test
    void aShadowComesToTheSameAsAReplayOfItsTime() {
        Random random = new Random(Long.getLong("countersign.seed", 42));
        String process = published();
        for (int i = 0; i < 4; i++) {
            proposed(process, 0.95);
        }
        ObjectNode candidate = candidate(process, 0.4);
        candidate
                .withArray("limits")
                .add(Given.json("{\"name\":\"ten\",\"per\":\"PT1H\",\"count\":10,\"then\":\"review\"}"));
        start(process, candidate);
        List<UUID> waiting = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            double confidence = random.nextInt(11) / 10.0;
            UUID id = proposed(process, confidence);
            if (confidence < 0.9) {
                waiting.add(id);
            }
        }
        answered(process, 30);
        for (int i = 0; i < waiting.size() / 2; i++) {
            UUID id = waiting.get(i);
            Reviews.say(Reviews.decided(id, process, i % 2 == 0 ? Decision.REJECTED : Decision.APPROVED));
            agent().get("/v1/evaluations/{id}?wait=PT20S", id).then().body("decision", notNullValue());
        }

        Map<String, Object> live = show(process).extract().path("comparison");
        Instant startedAt = Instant.parse(show(process).extract().path("startedAt"));
        Map<String, Object> replayed = owner().contentType(ContentType.JSON)
                .body(candidate.toString())
                .post("/v1/processes/{process}/policy/replay?from=" + startedAt, process)
                .then()
                .statusCode(200)
                .extract()
                .path("comparison");

        assertThat(live).isEqualTo(replayed);
        assertThat(((Map<?, ?>) live.get("knownErrors")).get("slipped")).isNotEqualTo(0);
        show(process).body("comparison.reasons.source", org.hamcrest.Matchers.hasItem("limit:ten"));
    }

    @Test
    void whatWentWithoutAPersonBeforeItStartedFillsItsLimits() {
        String process = published();
        proposed(process, 0.95);
        ObjectNode candidate = candidate(process, 0.9);
        candidate
                .withArray("limits")
                .add(Given.json("{\"name\":\"two\",\"per\":\"PT1H\",\"count\":2,\"then\":\"block\"}"));
        start(process, candidate);
        proposed(process, 0.95);
        answered(process, 1);
        // As after a restart, or on another replica: only what is stored is known.
        uses.keepOnly(List.of());
        proposed(process, 0.95);

        answered(process, 2);
        show(process)
                .body("comparison.outcomes.candidate.proceed", equalTo(1))
                .body("comparison.outcomes.candidate.block", equalTo(1));
    }

    @Test
    void itEndsWhenItIsToldToAndWhatItFoundIsKept() throws Exception {
        String process = published();
        start(process, candidate(process, 0.5));
        proposed(process, 0.6);

        owner().delete(SHADOW, process).then().statusCode(204);
        proposed(process, 0.6);

        answered(process, 1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                number("select count(*) from shadow where finished and process = '" + process + "'"))
                        .isEqualTo(1));
        show(process).body("endedBy", equalTo("grace")).body("comparison.evaluations", equalTo(1));
        problem(owner().delete(SHADOW, process).then(), 404, "shadow-not-found");
    }

    @Test
    void anotherCandidateTakesItsPlace() {
        String process = published();
        String first = start(process, candidate(process, 0.5)).extract().path("id");
        proposed(process, 0.6);
        Given.publish(process, candidate(process, 0.95)).statusCode(201);

        owner().noContentType()
                .put(SHADOW + "?version=2", process)
                .then()
                .statusCode(201)
                .body("version", equalTo(2))
                .body("document.patterns.confidence-gated.threshold", equalTo(0.95f));
        proposed(process, 0.6);

        answered(process, 1);
        owner().get(SHADOW + "?shadow={first}", process, first)
                .then()
                .body("endedAt", notNullValue())
                .body("comparison.evaluations", equalTo(1));
        owner().get(SHADOW + "/former?limit=1", process)
                .then()
                .body("items", hasSize(1))
                .body("items[0].version", equalTo(2))
                .body("items[0].comparison", nullValue())
                .body("next", notNullValue());
        owner().get(SHADOW + "/former", process).then().body("items", hasSize(2));
    }

    @Test
    void everyEvaluationIsAnsweredOnceHoweverManyReplicasThereAre() throws Exception {
        String process = published();
        start(process, candidate(process, 0.5));

        try (var pool = Executors.newFixedThreadPool(8)) {
            List<Future<?>> work = new ArrayList<>();
            IntStream.range(0, 60).forEach(i -> work.add(pool.submit(() -> proposed(process, 0.6))));
            IntStream.range(0, 60)
                    .forEach(
                            i -> work.add(pool.submit(() -> runs.round().await().atMost(PATIENCE))));
            for (Future<?> done : work) {
                done.get();
            }
        }

        answered(process, 60);
        assertThat(number("select count(*) from shadow_evaluation s join evaluation e on e.id = s.evaluation"
                        + " where e.process = '" + process + "'"))
                .isEqualTo(60);
    }

    @Test
    void whatCommitsLateIsNotPassedOver() throws Exception {
        String process = published();
        start(process, candidate(process, 0.5));
        UUID first = proposed(process, 0.6);
        answered(process, 1);

        try (Connection late = DriverManager.getConnection(database, user, user)) {
            late.setAutoCommit(false);
            late.createStatement().execute("select now()");
            copy(late, first);
            proposed(process, 0.6);
            for (int i = 0; i < 5; i++) {
                runs.round().await().atMost(PATIENCE);
            }
            show(process).body("comparison.evaluations", equalTo(1));
            late.commit();
        }

        answered(process, 3);
    }

    /** As if the same were proposed again now. */
    private static void copy(Connection connection, UUID evaluation) throws Exception {
        try (var statement = connection.prepareStatement(
                "insert into evaluation (id, process, policy_version, agent,"
                        + " outcome, status, reasons, proposal, payload_digest, revision, clock_cycle, created_at, changed_at)"
                        + " select gen_random_uuid(), process, policy_version, agent, outcome, status, reasons, proposal,"
                        + " payload_digest, revision, clock_cycle, clock_timestamp(), changed_at from evaluation where id = ?")) {
            statement.setObject(1, evaluation);
            statement.executeUpdate();
        }
    }

    @Test
    void aShadowThatCannotGoOnHoldsUpNeitherThoseWhoProposeNorTheOthers() throws Exception {
        String broken = published();
        String sound = published();
        start(broken, candidate(broken, 0.5));
        start(sound, candidate(sound, 0.5));
        change("update shadow set document = '{\"process\":' where process = '" + broken + "'");

        propose(proposal(broken)).statusCode(201).body("outcome", equalTo("proceed"));
        proposed(sound, 0.6);

        answered(sound, 1);
        show(sound).body("comparison.noLongerAsked.evaluations", equalTo(1));
        change("delete from shadow where process = '" + broken + "'");
    }

    @Test
    void aCandidateIsCheckedAsOneThatIsPublished() {
        String process = published();
        ObjectNode wrong = policy(process);
        wrong.remove("notify");

        problem(start(process, wrong), 422, "policy-refused").body("errors[0].pointer", equalTo("/notify"));
        problem(show(process), 404, "shadow-not-found");
        problem(owner().get(SHADOW + "/evaluations", process).then(), 404, "shadow-not-found");
        owner().get(SHADOW + "/former", process).then().statusCode(200).body("items", hasSize(0));
    }

    @Test
    void shadowsAreForProcessOwners() {
        String process = published();

        problem(agent().body(policy(process).toString()).put(SHADOW, process).then(), 403, "forbidden");
        problem(agent().get(SHADOW, process).then(), 403, "forbidden");
        problem(agent().delete(SHADOW, process).then(), 403, "forbidden");
    }

    private int number(String sql) throws Exception {
        try (var connection = DriverManager.getConnection(database, user, user);
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void change(String sql) throws Exception {
        try (var connection = DriverManager.getConnection(database, user, user)) {
            connection.createStatement().execute(sql);
        }
    }
}
