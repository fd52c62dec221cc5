package dev.countersign.policy.callback;

import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.id;
import static dev.countersign.policy.Given.owner;
import static dev.countersign.policy.Given.problem;
import static dev.countersign.policy.Given.published;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import com.standardwebhooks.Webhook;
import dev.countersign.contracts.event.Decision;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.Reviews;
import dev.countersign.policy.callback.Receiver.Told;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What agents verify by, and what they and others may see. */
@PolicyServiceTest
class OverseeingTest extends CallbackScene {

    @Inject
    CallbackJob job;

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
                .isEqualTo(new Secret(Base64.getDecoder().decode(next.substring(6)))
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
                .body("items[1].retiresAt", notNullValue());
        agent("yet-another-agent").get("/v1/callback-secrets").then().body("items", hasSize(0));
        problem(owner().post("/v1/callback-secrets").then(), 403, "forbidden");
        String text = newest.path("secret");
        byte[] inTheClear = Base64.getDecoder().decode(text.substring("whsec_".length()));
        execute(
                "update callback_secret set agent = agent where position(? in secret) = 0 and id = ?",
                inTheClear,
                UUID.fromString(newest.path("id")));
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

    @Test
    void whatEndedLongAgoIsNotListedAnyMore() throws Throwable {
        Receiver receiver = receiver();
        String process = published();
        UUID id = waiting(process, receiver.url());
        Reviews.say(Reviews.decided(id, process, Decision.REJECTED));
        becomes(id, "delivered");

        clock.advance(Duration.ofDays(29));
        VertxContextSupport.subscribeAndAwait(job::clearOut);
        assertThat(callback(id).getList("items")).hasSize(1);
        clock.advance(Duration.ofDays(2));
        VertxContextSupport.subscribeAndAwait(job::clearOut);

        assertThat(callback(id).getList("items")).isEmpty();
    }
}
