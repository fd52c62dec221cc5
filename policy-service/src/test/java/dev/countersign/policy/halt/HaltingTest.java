package dev.countersign.policy.halt;

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
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EvaluationEvent.EverythingHalted;
import dev.countersign.contracts.event.EvaluationEvent.EverythingResumed;
import dev.countersign.contracts.event.EvaluationEvent.Halted;
import dev.countersign.contracts.event.EvaluationEvent.Resumed;
import dev.countersign.contracts.event.EvaluationEvent.Scope;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.policy.Given;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.Reviews;
import dev.countersign.policy.TestClock;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@PolicyServiceTest
class HaltingTest {

    private static final String PAYLOAD = "{\"amount\": 20, \"text\": \"Sorry for the delay\"}";

    @Inject
    TestClock clock;

    @AfterEach
    void goOn() {
        clock.reset();
        owner().post("/v1/resume").then().statusCode(204);
    }

    private static ValidatableResponse pressEverything() {
        return owner().contentType("application/json")
                .body("{\"reason\": \"a secret got out\"}")
                .post("/v1/halt")
                .then();
    }

    private static ValidatableResponse read(UUID id) {
        return agent().get("/v1/evaluations/{id}", id).then().statusCode(200);
    }

    private static UUID waiting(String process) {
        return id(propose(proposal(process).put("confidence", 0.5)).body("status", equalTo("waiting")));
    }

    private static void approvedWhileHeld(UUID id, String process, String code) {
        Reviews.say(Reviews.decided(id, process, Decision.APPROVED));
        await().atMost(PATIENCE)
                .untilAsserted(() -> read(id).body("status", equalTo("released"))
                        .body("decision.outcome", equalTo("approved"))
                        .body("release", nullValue())
                        .body("held.code", equalTo(List.of(code))));
    }

    private static ValidatableResponse press(String address, String name) {
        return owner().contentType("application/json")
                .body("{\"reason\": \"it refunds too much\"}")
                .post(address, name)
                .then();
    }

    private static ValidatableResponse redeem(String release) {
        return agent().body("{\"release\": \"" + release + "\", \"payload\": " + PAYLOAD + "}")
                .post("/v1/releases/redeem")
                .then();
    }

    @Test
    void aHaltedProcessBlocksWhatIsNewAndHoldsBackWhatIsReleased() {
        String process = published();
        ValidatableResponse before = propose(proposal(process));
        String release = before.extract().path("release");

        press("/v1/processes/{process}/halt", process).statusCode(204);

        propose(proposal(process)).body("outcome", equalTo("block")).body("reasons.code", hasItem("process-halted"));
        problem(redeem(release), 409, "halted");
        press("/v1/processes/{process}/resume", process).statusCode(204);
        propose(proposal(process)).body("outcome", equalTo("proceed"));
        redeem(release).statusCode(200);
    }

    @Test
    void everythingIsStoppedAtOnceAndGoesOnButForWhatIsStoppedOnItsOwn() {
        String process = published();
        String other = published();
        String release = propose(proposal(process)).extract().path("release");
        press("/v1/processes/{process}/halt", other).statusCode(204);

        pressEverything().statusCode(204);
        pressEverything().statusCode(204);

        propose(proposal(process)).body("outcome", equalTo("block")).body("reasons.code", hasItem("everything-halted"));
        problem(redeem(release), 409, "halted");
        owner().get("/v1/halts")
                .then()
                .body("items.find { it.scope == 'everything' }.reason", equalTo("a secret got out"))
                .body("items.find { it.scope == 'everything' }.by", equalTo("grace"))
                .body("items.find { it.scope == 'everything' }.at", notNullValue())
                .body("items.find { it.name == '" + other + "' }.scope", equalTo("process"));

        owner().post("/v1/resume").then().statusCode(204);

        redeem(release).statusCode(200);
        propose(proposal(other)).body("reasons.code", hasItem("process-halted"));
        auditor()
                .get("/v1/halts")
                .then()
                .body("items.scope", not(hasItem("everything")))
                .body("items.name", hasItem(other));
        press("/v1/processes/{process}/resume", other).statusCode(204);
        TestTopics.await(
                Topic.EVALUATIONS,
                EverythingHalted.class,
                event -> event.reason().equals("a secret got out") && event.by().equals("grace"),
                PATIENCE);
        TestTopics.await(Topic.EVALUATIONS, EverythingResumed.class, event -> true, PATIENCE);
    }

    @Test
    void whatIsDecidedDuringAHaltIsKeptAndReleasedAfterwards() {
        String process = published();
        UUID id = waiting(process);
        press("/v1/processes/{process}/halt", process).statusCode(204);
        read(id).body("status", equalTo("waiting")).body("held.code", hasItem("process-halted"));

        approvedWhileHeld(id, process, "process-halted");

        press("/v1/processes/{process}/resume", process).statusCode(204);
        String release = read(id).body("held", nullValue()).extract().path("release");
        redeem(release).statusCode(200);
    }

    @Test
    void aReleaseIsNotShownDuringAHaltAndGoodAgainAfterwards() {
        String process = published();
        ValidatableResponse answer = propose(proposal(process));
        press("/v1/processes/{process}/halt", process).statusCode(204);

        read(id(answer)).body("release", nullValue()).body("held.source", hasItem("halt"));

        press("/v1/processes/{process}/resume", process).statusCode(204);
        read(id(answer)).body("release", equalTo(answer.extract().path("release")));
    }

    @Test
    void whoeverWaitsForADecisionWaitsUntilTheHaltIsOver() throws Exception {
        String process = published();
        UUID id = waiting(process);
        press("/v1/processes/{process}/halt", process).statusCode(204);
        approvedWhileHeld(id, process, "process-halted");
        CompletableFuture<ValidatableResponse> waiter = CompletableFuture.supplyAsync(
                () -> agent().get("/v1/evaluations/{id}?wait=PT60S", id).then());
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/metrics").then().body(containsString("countersign_waiters 1.0")));

        press("/v1/processes/{process}/resume", process).statusCode(204);

        waiter.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .body("status", equalTo("released"))
                .body("release", notNullValue());
    }

    @Test
    void aReviewOfASuspendedAgentIsDecidedAndNotReleased() {
        String process = published();
        UUID id = waiting(process);
        press("/v1/agents/{agent}/suspend", Given.AGENT).statusCode(204);
        try {
            approvedWhileHeld(id, process, "agent-suspended");
        } finally {
            press("/v1/agents/{agent}/resume", Given.AGENT).statusCode(204);
        }
        read(id).body("release", notNullValue());
    }

    @Test
    void nothingIsRevisedWhileItIsHalted() {
        String process = published();
        UUID id = waiting(process);
        Reviews.say(Reviews.decided(id, process, Decision.CHANGES_REQUESTED));
        agent().get("/v1/evaluations/{id}?wait=PT20S", id).then().body("status", equalTo("changes-requested"));
        press("/v1/processes/{process}/halt", process).statusCode(204);

        problem(
                agent().body("{\"payload\": {\"amount\": 10}}")
                        .post("/v1/evaluations/{id}/revisions", id)
                        .then(),
                409,
                "halted");

        read(id).body("status", equalTo("changes-requested"));
    }

    @Test
    void noReleaseIsRenewedWhileTheProcessIsHalted() {
        String process = published();
        UUID id = id(propose(proposal(process)));
        press("/v1/processes/{process}/halt", process).statusCode(204);
        clock.advance(Duration.ofMinutes(6));

        agent().get("/v1/evaluations/{id}", id)
                .then()
                .body("status", equalTo("released"))
                .body("release", nullValue());

        press("/v1/processes/{process}/resume", process).statusCode(204);
        agent().get("/v1/evaluations/{id}", id).then().body("release", notNullValue());
    }

    @Test
    void aSuspendedAgentIsStoppedInEveryProcess() {
        String agent = "agent-" + UUID.randomUUID();
        String one = published(policy -> policy.withArray("agents").add(agent));
        String other = published(policy -> policy.withArray("agents").add(agent));

        press("/v1/agents/{agent}/suspend", agent).statusCode(204);

        for (String process : List.of(one, other)) {
            agent(agent)
                    .body(proposal(process).toString())
                    .post("/v1/evaluations")
                    .then()
                    .body("reasons.code", hasItem("agent-suspended"));
        }
        propose(proposal(one)).body("outcome", equalTo("proceed"));
        press("/v1/agents/{agent}/resume", agent).statusCode(204);
        agent(agent)
                .body(proposal(one).toString())
                .post("/v1/evaluations")
                .then()
                .body("outcome", equalTo("proceed"));
    }

    @Test
    void pressingTwiceIsPressingOnce() {
        String process = published();

        press("/v1/processes/{process}/halt", process).statusCode(204);
        press("/v1/processes/{process}/halt", process).statusCode(204);
        press("/v1/processes/{process}/resume", process).statusCode(204);
        press("/v1/processes/{process}/resume", process).statusCode(204);

        Resumed resumed = TestTopics.await(
                Topic.EVALUATIONS, Resumed.class, event -> event.name().equals(process), PATIENCE);
        assertThat(resumed.scope()).isEqualTo(Scope.PROCESS);
        assertThat(TestTopics.all(Topic.EVALUATIONS.topicName()).stream()
                        .filter(message -> message.type().contains(".halted."))
                        .map(message -> (Halted) message.event())
                        .filter(halted -> halted.name().equals(process)))
                .hasSize(1)
                .allSatisfy(halted -> assertThat(halted.reason()).isEqualTo("it refunds too much"));
    }

    @Test
    void theStopButtonIsForProcessOwnersAndWantsAReason() {
        problem(agent().body("{\"reason\": \"x\"}").post("/v1/processes/p/halt").then(), 403, "forbidden");
        problem(agent().body("{\"reason\": \"x\"}").post("/v1/halt").then(), 403, "forbidden");
        problem(auditor().post("/v1/resume").then(), 403, "forbidden");
        problem(agent().get("/v1/halts").then(), 403, "forbidden");
        problem(
                owner().contentType("application/json")
                        .body("{}")
                        .post("/v1/processes/p/halt")
                        .then(),
                422,
                "invalid-value");
    }
}
