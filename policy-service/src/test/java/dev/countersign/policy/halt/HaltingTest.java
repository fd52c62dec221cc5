package dev.countersign.policy.halt;

import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.id;
import static dev.countersign.policy.Given.owner;
import static dev.countersign.policy.Given.problem;
import static dev.countersign.policy.Given.proposal;
import static dev.countersign.policy.Given.propose;
import static dev.countersign.policy.Given.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.countersign.contracts.event.EvaluationEvent.Halted;
import dev.countersign.contracts.event.EvaluationEvent.Resumed;
import dev.countersign.contracts.event.EvaluationEvent.Scope;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.TestClock;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@PolicyServiceTest
class HaltingTest {

    private static final String PAYLOAD = "{\"amount\": 20, \"text\": \"Sorry for the delay\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    TestClock clock;

    @AfterEach
    void time() {
        clock.reset();
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

        for (String process : java.util.List.of(one, other)) {
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
        problem(
                owner().contentType("application/json")
                        .body("{}")
                        .post("/v1/processes/p/halt")
                        .then(),
                422,
                "invalid-value");
    }
}
