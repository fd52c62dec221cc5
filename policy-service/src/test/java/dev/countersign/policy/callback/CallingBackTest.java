package dev.countersign.policy.callback;

import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.id;
import static dev.countersign.policy.Given.json;
import static dev.countersign.policy.Given.policy;
import static dev.countersign.policy.Given.problem;
import static dev.countersign.policy.Given.proposal;
import static dev.countersign.policy.Given.propose;
import static dev.countersign.policy.Given.publish;
import static dev.countersign.policy.Given.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.standardwebhooks.Webhook;
import dev.countersign.contracts.event.Decision;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.Reviews;
import dev.countersign.policy.callback.Receiver.Told;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an agent that asked for it is told, and when. */
@PolicyServiceTest
class CallingBackTest extends CallbackScene {

    @Test
    void theDecisionIsToldSignedAndWithAReleaseThatRedeems() {
        Receiver receiver = receiver();
        String process = published();
        UUID id = waiting(process, receiver.url());

        Reviews.say(Reviews.decided(id, process, Decision.APPROVED));

        Told told = told(receiver, 1);
        assertThatCode(() -> new Webhook(secret).verify(told.body(), told.headers()))
                .doesNotThrowAnyException();
        JsonNode message = told.json();
        assertThat(message.path("type").asText()).isEqualTo("evaluation.decided");
        assertThat(message.path("timestamp").asText()).endsWith("Z");
        JsonNode evaluation = message.path("data");
        assertThat(evaluation.path("id").asText()).isEqualTo(id.toString());
        assertThat(evaluation.path("status").asText()).isEqualTo("released");
        assertThat(evaluation.at("/decision/by/0").asText()).isEqualTo("person:maria");
        assertThat(evaluation)
                .isEqualTo(json(agent().get("/v1/evaluations/{id}", id).asString()));
        agent().body("{\"release\": " + evaluation.path("release") + ", \"payload\": "
                        + proposal(process).at("/action/payload") + "}")
                .post("/v1/releases/redeem")
                .then()
                .statusCode(200);
        becomes(id, "delivered");
        assertThat(callback(id).getString("items[0].id")).isEqualTo(told.header("webhook-id"));
        assertThat(callback(id).getString("items[0].receiver")).isEqualTo(receiver.host());
    }

    @Test
    void whatIsAnsweredAtOnceAndWhatTheAgentDoesItselfIsNotTold() {
        Receiver receiver = receiver();
        String process = published();
        var sure = proposal(process).set("callback", json("{\"url\": \"" + receiver.url() + "\"}"));
        UUID proceeds = id(propose(sure).body("status", equalTo("released")));
        UUID withdrawn = waiting(process, receiver.url());
        agent().body("{}")
                .post("/v1/evaluations/{id}/withdraw", withdrawn)
                .then()
                .statusCode(200);
        UUID last = waiting(process, receiver.url());

        Reviews.say(Reviews.decided(last, process, Decision.REJECTED));

        assertThat(told(receiver, 1).json().at("/data/id").asText()).isEqualTo(last.toString());
        assertThat(callback(proceeds).getList("items")).isEmpty();
        assertThat(callback(withdrawn).getList("items")).isEmpty();
    }

    @Test
    void onlyTheLatestChangeIsWorthTelling() {
        Receiver receiver = receiver().answering(500);
        String process = published();
        UUID id = waiting(process, receiver.url());
        Reviews.say(Reviews.decided(id, process, Decision.CHANGES_REQUESTED));
        attempted(id, 1, "status-500");
        agent().body("{\"payload\": {\"amount\": 10}}")
                .post("/v1/evaluations/{id}/revisions", id)
                .then()
                .body("status", equalTo("waiting"));

        Reviews.say(Reviews.decided(id, process, Decision.REJECTED));

        becomes(id, "delivered");
        clock.advance(Duration.ofHours(1));
        assertThat(callback(id).getList("items.status")).containsExactly("delivered", "superseded");
        assertThat(receiver.told()).hasSize(2);
        assertThat(told(receiver, 2).json().at("/data/status").asText()).isEqualTo("rejected");
        assertThat(told(receiver, 2).header("webhook-id"))
                .isNotEqualTo(told(receiver, 1).header("webhook-id"));
    }

    @Test
    void whatTheAgentHasGoneOnFromMeanwhileIsNotTold() {
        Receiver receiver = receiver().answering(500);
        String process = published();
        UUID id = waiting(process, receiver.url());
        Reviews.say(Reviews.decided(id, process, Decision.CHANGES_REQUESTED));
        attempted(id, 1, "status-500");
        agent().body("{\"payload\": {\"amount\": 10}}")
                .post("/v1/evaluations/{id}/revisions", id)
                .then()
                .statusCode(200);

        clock.advance(Duration.ofHours(1));

        becomes(id, "superseded");
        assertThat(receiver.told()).hasSize(1);
    }

    @Test
    void whatGoesBackToItsReviewerAfterItWasReleasedIsTold() {
        Receiver receiver = receiver();
        String process = published(policy -> ((ObjectNode) policy.get("review")).put("freshFor", "PT1H"));
        UUID id = waiting(process, receiver.url());
        Reviews.say(Reviews.decided(id, process, Decision.APPROVED));
        told(receiver, 1);
        var stricter = policy(process);
        ((ObjectNode) stricter.get("review")).put("freshFor", "PT1H");
        ((ObjectNode) stricter.get("actions")).remove("refund");
        publish(process, stricter).statusCode(201);

        clock.advance(Duration.ofHours(2));
        agent().get("/v1/evaluations/{id}", id).then().body("status", equalTo("waiting"));

        Told told = told(receiver, 2);
        assertThat(told.json().path("type").asText()).isEqualTo("evaluation.returned");
        assertThat(told.json().at("/data/status").asText()).isEqualTo("waiting");
        assertThat(told.json().at("/data/release").isMissingNode()).isTrue();
    }

    @Test
    void anAddressThatNothingGoesToIsRefusedWithThePointer() {
        for (String url : List.of(
                "https://10.0.0.1/decided",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/",
                "https://localhost/",
                "ftp://agent.example/",
                "https://user:pw@agent.example/",
                "nonsense")) {
            var proposal = proposal("refunds").set("callback", json("{\"url\": \"" + url + "\"}"));
            problem(propose(proposal), 422, "callback-refused").body("errors[0].pointer", equalTo("/callback/url"));
            problem(
                    agent().body(proposal.toString())
                            .post("/v1/evaluations/simulate")
                            .then(),
                    422,
                    "callback-refused");
        }
    }

    @Test
    void aCallbackThatIsNone() {
        problem(propose(proposal("refunds").put("callback", "https://agent.example/")), 422, "invalid-value")
                .body("errors[0].pointer", equalTo("/callback"));
        problem(propose(proposal("refunds").set("callback", json("{}"))), 422, "invalid-value");
        problem(
                        propose(proposal("refunds")
                                .set("callback", json("{\"url\": \"https://agent.example/\", \"secret\": \"x\"}"))),
                        422,
                        "unknown-field")
                .body("errors[0].pointer", equalTo("/callback/secret"));
        propose(proposal(published()).putNull("callback")).statusCode(201);
    }

    @Test
    void whoeverHasNoSecretYetGetsOneFirst() {
        var proposal = proposal("refunds").set("callback", json("{\"url\": \"https://agent.example/\"}"));

        problem(
                agent("agent-without-secret")
                        .body(proposal.toString())
                        .post("/v1/evaluations")
                        .then(),
                422,
                "callback-secret-missing");

        agent("agent-without-secret").post("/v1/callback-secrets").then().statusCode(201);
        agent("agent-without-secret")
                .body(proposal.toString())
                .post("/v1/evaluations")
                .then()
                .statusCode(201);
    }
}
