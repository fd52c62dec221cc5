package dev.countersign.policy.callback;

import static dev.countersign.policy.Given.AGENT;
import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.id;
import static dev.countersign.policy.Given.json;
import static dev.countersign.policy.Given.owner;
import static dev.countersign.policy.Given.problem;
import static dev.countersign.policy.Given.proposal;
import static dev.countersign.policy.Given.propose;
import static dev.countersign.policy.Given.published;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import dev.countersign.contracts.event.Decision;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.Reviews;
import dev.countersign.policy.TestClock;
import dev.countersign.policy.callback.Receiver.Told;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an agent that asked for it is told, and what becomes of it where it cannot be. */
@PolicyServiceTest
class CallingBackTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Inject
    TestClock clock;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String database;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    private final List<Receiver> receivers = new ArrayList<>();
    private String secret = "";

    @BeforeEach
    void getASecret() {
        secret = agent().post("/v1/callback-secrets")
                .then()
                .statusCode(201)
                .extract()
                .path("secret");
    }

    @AfterEach
    void goBack() {
        clock.reset();
        receivers.forEach(Receiver::close);
    }

    private Receiver receiver() {
        Receiver receiver = new Receiver();
        receivers.add(receiver);
        return receiver;
    }

    private static UUID waiting(String process, String url) {
        return id(propose(proposal(process).put("confidence", 0.5).set("callback", json("{\"url\": \"" + url + "\"}")))
                .statusCode(201));
    }

    private static Told told(Receiver receiver, int number) {
        await().atMost(DEADLINE).until(() -> receiver.told().size() >= number);
        return receiver.told().get(number - 1);
    }

    private static JsonPath callback(UUID evaluation) {
        return agent().get("/v1/callbacks?evaluation={id}", evaluation).jsonPath();
    }

    private static void becomes(UUID evaluation, String status) {
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(callback(evaluation).getString("items[0].status"))
                        .isEqualTo(status));
    }

    private static void attempted(UUID evaluation, int times) {
        await().atMost(DEADLINE).untilAsserted(() -> {
            JsonPath seen = callback(evaluation);
            assertThat(seen.getInt("items[0].attempts")).isEqualTo(times);
            assertThat(seen.getString("items[0].lastError")).isNotNull();
        });
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (var connection = DriverManager.getConnection(database, user, user);
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            assertThat(statement.executeUpdate()).isPositive();
        }
    }

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
    void aFailedAttemptIsMadeAgainUnderTheSameIdAndWithAFreshRelease() {
        Receiver receiver = receiver().answering(500, 302);
        String process = published();
        UUID id = waiting(process, receiver.url());
        Reviews.say(Reviews.decided(id, process, Decision.APPROVED));
        attempted(id, 1);
        assertThat(callback(id).getString("items[0].lastError")).isEqualTo("status-500");

        clock.advance(Duration.ofMinutes(6));
        attempted(id, 2);
        assertThat(callback(id).getString("items[0].lastError")).isEqualTo("status-302");
        clock.advance(Duration.ofMinutes(6));
        becomes(id, "delivered");

        Told first = told(receiver, 1);
        Told third = told(receiver, 3);
        assertThat(receiver.told()).hasSize(3);
        assertThat(third.header("webhook-id")).isEqualTo(first.header("webhook-id"));
        assertThat(Long.parseLong(third.header("webhook-timestamp")))
                .isGreaterThanOrEqualTo(Long.parseLong(first.header("webhook-timestamp")) + 720);
        assertThat(third.json().at("/timestamp")).isEqualTo(first.json().at("/timestamp"));
        assertThat(third.json().at("/data/release").asText())
                .isNotEmpty()
                .isNotEqualTo(first.json().at("/data/release").asText());
    }

    @Test
    void whatCannotBeDeliveredForThreeDaysIsGivenUpAndMayBeDeliveredAgain() {
        Receiver receiver = receiver().always(500);
        String process = published();
        UUID id = waiting(process, receiver.url());
        Reviews.say(Reviews.decided(id, process, Decision.REJECTED));
        attempted(id, 1);
        String callback = callback(id).getString("items[0].id");
        problem(agent().post("/v1/callbacks/{id}/redeliver", callback).then(), 409, "callback-not-redeliverable");

        clock.advance(Duration.ofDays(3));
        becomes(id, "dead");
        assertThat(callback(id).getString("items[0].lastError")).isEqualTo("status-500");
        assertThat(callback(id).getString("items[0].nextAttemptAt")).isNull();
        owner().get("/v1/callbacks?status=dead&evaluation={id}", id)
                .then()
                .body("items", hasSize(1))
                .body("items[0].process", equalTo(process));
        given().get("/q/metrics")
                .then()
                .body(org.hamcrest.Matchers.containsString("countersign_callbacks_total{outcome=\"dead\"}"));

        receiver.always(204);
        problem(
                agent("another-agent")
                        .post("/v1/callbacks/{id}/redeliver", callback)
                        .then(),
                404,
                "callback-not-found");
        owner().post("/v1/callbacks/{id}/redeliver", callback)
                .then()
                .statusCode(202)
                .body("status", equalTo("pending"))
                .body("attempts", equalTo(0));
        becomes(id, "delivered");
        assertThat(receiver.told().getLast().header("webhook-id")).isEqualTo(callback);
    }

    @Test
    void whoeverIsGoneIsNotCalledAgain() {
        Receiver receiver = receiver().always(410);
        String process = published();
        UUID id = waiting(process, receiver.url());

        Reviews.say(Reviews.decided(id, process, Decision.REJECTED));

        becomes(id, "dead");
        assertThat(callback(id).getInt("items[0].attempts")).isEqualTo(1);
        assertThat(callback(id).getString("items[0].lastError")).isEqualTo("status-410");
    }

    @Test
    void aBusyReceiverIsLeftAloneForAsLongAsItAsks() {
        Receiver receiver = receiver().answering(429).askingFor("3600");
        String process = published();
        UUID id = waiting(process, receiver.url());
        Reviews.say(Reviews.decided(id, process, Decision.REJECTED));
        attempted(id, 1);

        assertThat(Duration.between(
                        clock.instant(), java.time.Instant.parse(callback(id).getString("items[0].nextAttemptAt"))))
                .isBetween(Duration.ofMinutes(58), Duration.ofMinutes(60));
        clock.advance(Duration.ofMinutes(61));
        becomes(id, "delivered");
    }

    @Test
    void onlyTheLatestChangeIsWorthTelling() {
        Receiver receiver = receiver().answering(500);
        String process = published();
        UUID id = waiting(process, receiver.url());
        Reviews.say(Reviews.decided(id, process, Decision.CHANGES_REQUESTED));
        attempted(id, 1);
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
        attempted(id, 1);
        agent().body("{\"payload\": {\"amount\": 10}}")
                .post("/v1/evaluations/{id}/revisions", id)
                .then()
                .statusCode(200);

        clock.advance(Duration.ofMinutes(1));

        becomes(id, "superseded");
        assertThat(receiver.told()).hasSize(1);
    }

    @Test
    void whatGoesBackToItsReviewerAfterItWasReleasedIsTold() {
        Receiver receiver = receiver();
        String process = published(policy ->
                ((com.fasterxml.jackson.databind.node.ObjectNode) policy.get("review")).put("freshFor", "PT1H"));
        UUID id = waiting(process, receiver.url());
        Reviews.say(Reviews.decided(id, process, Decision.APPROVED));
        told(receiver, 1);
        var stricter = dev.countersign.policy.Given.policy(process);
        ((com.fasterxml.jackson.databind.node.ObjectNode) stricter.get("review")).put("freshFor", "PT1H");
        ((com.fasterxml.jackson.databind.node.ObjectNode) stricter.get("actions")).remove("refund");
        dev.countersign.policy.Given.publish(process, stricter).statusCode(201);

        clock.advance(Duration.ofHours(2));
        agent().get("/v1/evaluations/{id}", id).then().body("status", equalTo("waiting"));

        Told told = told(receiver, 2);
        assertThat(told.json().path("type").asText()).isEqualTo("evaluation.returned");
        assertThat(told.json().at("/data/status").asText()).isEqualTo("waiting");
        assertThat(told.json().at("/data/release").isMissingNode()).isTrue();
    }

    @Test
    void aReplicaThatDiesWhileItSendsIsFollowedByAnother() throws SQLException {
        Receiver receiver = receiver().answering(500);
        String process = published();
        UUID id = waiting(process, receiver.url());
        Reviews.say(Reviews.decided(id, process, Decision.REJECTED));
        attempted(id, 1);
        // What another replica leaves behind that took it and was killed.
        execute(
                "update callback_delivery set attempts = 2, due_at = ?, leased_until = ? where evaluation = ?",
                clock.instant().atOffset(java.time.ZoneOffset.UTC),
                clock.instant().plusSeconds(3_600).atOffset(java.time.ZoneOffset.UTC),
                id);
        Receiver meanwhile = receiver();
        UUID other = waiting(process, meanwhile.url());
        Reviews.say(Reviews.decided(other, process, Decision.REJECTED));
        becomes(other, "delivered");
        assertThat(receiver.told()).hasSize(1);

        clock.advance(Duration.ofSeconds(3_601));

        becomes(id, "delivered");
        assertThat(callback(id).getInt("items[0].attempts")).isEqualTo(3);
    }

    @Test
    void whatWasLostOverAndOverAgainIsGivenUpInTheEnd() throws SQLException {
        Receiver receiver = receiver().answering(500);
        String process = published();
        UUID id = waiting(process, receiver.url());
        Reviews.say(Reviews.decided(id, process, Decision.REJECTED));
        attempted(id, 1);
        execute(
                "update callback_delivery set leased_until = ?, due_at = leased_until, give_up_at = ? where evaluation = ?",
                clock.instant().plusSeconds(60).atOffset(java.time.ZoneOffset.UTC),
                clock.instant().plusSeconds(60).atOffset(java.time.ZoneOffset.UTC),
                id);

        clock.advance(Duration.ofSeconds(61));

        becomes(id, "dead");
        assertThat(callback(id).getString("items[0].lastError")).isEqualTo("no-outcome");
        assertThat(receiver.told()).hasSize(1);
    }

    @Test
    void aReceiverThatNeverAnswersHoldsUpNobodyElse() {
        Receiver slow = receiver().mute();
        Receiver quick = receiver();
        String process = published();
        List<UUID> stuck = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            stuck.add(waiting(process, slow.url()));
        }
        UUID id = waiting(process, quick.url());
        stuck.forEach(each -> Reviews.say(Reviews.decided(each, process, Decision.REJECTED)));
        told(slow, 8);
        int before = slow.told().size();

        Reviews.say(Reviews.decided(id, process, Decision.REJECTED));

        becomes(id, "delivered");
        // Its share of eight at a time, two seconds each: whoever had to wait for all of them would see more.
        assertThat(slow.told().size()).isLessThanOrEqualTo(before + 16);
        attempted(stuck.getFirst(), 1);
        assertThat(callback(stuck.getFirst()).getString("items[0].lastError")).isEqualTo("timeout");
    }

    @Test
    void whileASecretIsReplacedBothSign() {
        Receiver receiver = receiver();
        String process = published();
        String next = agent().post("/v1/callback-secrets")
                .then()
                .statusCode(201)
                .extract()
                .path("secret");
        UUID id = waiting(process, receiver.url());
        Reviews.say(Reviews.decided(id, process, Decision.REJECTED));

        Told told = told(receiver, 1);
        assertThat(told.header("webhook-signature").split(" ")).hasSize(2);
        assertThatCode(() -> new Webhook(secret).verify(told.body(), told.headers()))
                .doesNotThrowAnyException();
        assertThatCode(() -> new Webhook(next).verify(told.body(), told.headers()))
                .doesNotThrowAnyException();

        clock.advance(Duration.ofHours(25));
        UUID later = waiting(process, receiver.url());
        Reviews.say(Reviews.decided(later, process, Decision.REJECTED));
        Told alone = told(receiver, 2);
        assertThat(alone.header("webhook-signature"))
                .isEqualTo(new Secret(java.util.Base64.getDecoder().decode(next.substring(6)))
                        .sign(
                                alone.header("webhook-id"),
                                Long.parseLong(alone.header("webhook-timestamp")),
                                alone.body()));
    }

    @Test
    void aSecretIsShownOnceAndAtMostTwoSign() throws SQLException {
        agent().post("/v1/callback-secrets").then().statusCode(201);
        var newest = agent().post("/v1/callback-secrets")
                .then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .extract();

        agent().get("/v1/callback-secrets")
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items.secret", everyItem(equalTo(null)))
                .body("items[0].id", equalTo(newest.path("id")))
                .body("items[0].retiresAt", equalTo(null))
                .body("items[1].retiresAt", org.hamcrest.Matchers.notNullValue());
        agent("yet-another-agent").get("/v1/callback-secrets").then().body("items", hasSize(0));
        problem(owner().post("/v1/callback-secrets").then(), 403, "forbidden");
        String text = newest.path("secret");
        byte[] bytes = java.util.Base64.getDecoder().decode(text.substring("whsec_".length()));
        execute("update callback_secret set agent = agent where position(? in secret) = 0 and agent = ?", bytes, AGENT);
    }

    @Test
    void anAgentSeesItsOwnCallbacksByPageAndAnOwnerAll() {
        Receiver receiver = receiver();
        String process = published();
        for (int i = 0; i < 3; i++) {
            UUID id = waiting(process, receiver.url());
            Reviews.say(Reviews.decided(id, process, Decision.REJECTED));
            becomes(id, "delivered");
        }

        JsonPath first = agent().get("/v1/callbacks?status=delivered&limit=2").jsonPath();
        assertThat(first.getList("items")).hasSize(2);
        JsonPath second = agent().get("/v1/callbacks?status=delivered&limit=2&cursor={next}", first.getString("next"))
                .jsonPath();
        assertThat(second.getString("items[0].id")).isLessThan(first.getString("items[1].id"));
        agent("another-agent").get("/v1/callbacks").then().statusCode(200).body("items", hasSize(0));
        owner().get("/v1/callbacks?limit=3").then().body("items", hasSize(3));
        assertThat(agent().get("/v1/callbacks").asString()).doesNotContain("of-no-concern-to-others");
        problem(agent().get("/v1/callbacks?status=lost").then(), 422, "invalid-value")
                .body("errors[0].pointer", equalTo("/status"));
        problem(agent().get("/v1/callbacks?evaluation=x").then(), 422, "invalid-value");
        problem(agent().post("/v1/callbacks/{id}/redeliver", UUID.randomUUID()).then(), 404, "callback-not-found");
    }

    @Test
    void theMeasuresSayNothingOfTheAddresses() {
        Receiver receiver = receiver();
        String process = published();
        UUID id = waiting(process, receiver.url());
        Reviews.say(Reviews.decided(id, process, Decision.REJECTED));
        becomes(id, "delivered");

        String measures = given().get("/q/metrics").asString();

        assertThat(measures)
                .contains("countersign_callbacks_total{outcome=\"delivered\"}")
                .doesNotContain("of-no-concern-to-others");
    }
}
