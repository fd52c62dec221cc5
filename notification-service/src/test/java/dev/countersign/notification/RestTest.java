package dev.countersign.notification;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.countersign.contracts.event.NotificationEvent.DeliveryFailed;
import dev.countersign.contracts.event.ReviewEvent.ReassignCause;
import dev.countersign.contracts.policy.Channel;
import dev.countersign.contracts.policy.NotifyRoute;
import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.localstack.test.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may call what, and how the service says no. */
@QuarkusTest
@RealParts
class RestTest {

    private static final String PROBLEM = "urn:countersign:problem:";

    @Inject
    MovableClock clock;

    @Inject
    MailServer mail;

    @BeforeEach
    void mailServerIsUp() {
        mail.start();
    }

    @AfterEach
    void mailServerIsDown() {
        mail.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/deliveries, admin, 200",
        "GET, /v1/deliveries, auditor, 200",
        "GET, /v1/deliveries, process-owner, 200",
        "GET, /v1/deliveries, reviewer, 403",
        "GET, /v1/deliveries, agent, 403",
        "POST, /v1/deliveries/0199aaaa-0000-7000-8000-000000000000/redeliver, admin, 404",
        "POST, /v1/deliveries/0199aaaa-0000-7000-8000-000000000000/redeliver, auditor, 403",
        "POST, /v1/deliveries/0199aaaa-0000-7000-8000-000000000000/redeliver, process-owner, 403",
        "POST, /v1/deliveries/0199aaaa-0000-7000-8000-000000000000/redeliver, reviewer, 403",
        "GET, /v1/preferences/me, reviewer, 200",
        "GET, /v1/preferences/me, admin, 403",
        "GET, /v1/preferences/me, agent, 403",
        "GET, /v1/clocks?review=0199aaaa-0000-7000-8000-000000000000, reviewer, 200",
        "GET, /v1/clocks?review=0199aaaa-0000-7000-8000-000000000000, process-owner, 200",
        "GET, /v1/clocks?review=0199aaaa-0000-7000-8000-000000000000, auditor, 200",
        "GET, /v1/clocks?review=0199aaaa-0000-7000-8000-000000000000, admin, 200",
        "GET, /v1/clocks?review=0199aaaa-0000-7000-8000-000000000000, agent, 403",
    })
    void eachRoleMayDoWhatItIsFor(String method, String path, String role, int status) {
        Api.as("somebody", role).request(method, path).then().statusCode(status);
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/deliveries", "GET, /v1/preferences/me", "GET, /v1/clocks", "PUT, /v1/preferences/me"})
    void whoeverHasNoTokenIsAskedForOne(String method, String path) {
        problem(given().request(method, path).then(), 401, "unauthenticated");
        problem(
                given().auth()
                        .oauth2(Tokens.builder()
                                .name("olga")
                                .roles("auditor")
                                .audience("another")
                                .mint())
                        .request(method, path)
                        .then(),
                401,
                "unauthenticated");
        problem(
                given().auth()
                        .oauth2(Tokens.builder()
                                .name("olga")
                                .roles("auditor")
                                .expired()
                                .mint())
                        .request(method, path)
                        .then(),
                401,
                "unauthenticated");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/deliveries?review=7, review",
        "/v1/deliveries?state=lost, state",
        "/v1/deliveries?cursor=x, cursor",
        "/v1/deliveries?limit=0, limit",
        "/v1/deliveries?limit=201, limit",
        "/v1/deliveries?limit=many, limit",
        "/v1/clocks, review",
        "/v1/clocks?review=7, review",
    })
    void aParameterThatCannotBeUsedIsNamed(String path, String parameter) {
        problem(Api.as("olga", "auditor").get(path).then(), 422, "invalid-value")
                .body("errors[0].pointer", equalTo("/" + parameter));
    }

    @Test
    void aDeliveryThatIsNoneIsNotFound() {
        problem(
                Api.as("admin", "admin")
                        .post("/v1/deliveries/" + UUID.randomUUID() + "/redeliver")
                        .then(),
                404,
                "delivery-not-found");
    }

    @Test
    void aDeliveryThatWasSentIsNotDeliveredAgain() {
        ReviewStory story = ReviewStory.given(clock).opened("maria");
        Object id = Api.expectDelivery(
                        story.review(), delivery -> delivery.get("state").equals("sent"))
                .get("id");

        problem(
                Api.as("admin", "admin")
                        .post("/v1/deliveries/" + id + "/redeliver")
                        .then(),
                409,
                "delivery-not-failed");
    }

    @Test
    void aDeliveryToNowhereIsNotDeliveredAgain() {
        ReviewStory story = ReviewStory.given(clock)
                .routes(new NotifyRoute(Channel.EMAIL, "nobody at all"))
                .opened("maria");
        story.expect(DeliveryFailed.class, event -> true);
        Object id = Api.deliveries(story.review()).stream()
                .filter(delivery -> delivery.get("state").equals("failed"))
                .findFirst()
                .orElseThrow()
                .get("id");

        problem(
                Api.as("admin", "admin")
                        .post("/v1/deliveries/" + id + "/redeliver")
                        .then(),
                409,
                "delivery-unreachable");
    }

    @Test
    void preferencesAreKeptAndAreEachPersonsOwn() {
        String maria = "maria-" + UUID.randomUUID();
        Api.as(maria, "reviewer")
                .contentType("application/json")
                .body("{\"email\":{\"opened\":false,\"reassigned\":true}}")
                .put("/v1/preferences/me")
                .then()
                .statusCode(200);

        Api.as(maria, "reviewer")
                .get("/v1/preferences/me")
                .then()
                .statusCode(200)
                .body("email.opened", equalTo(false))
                .body("email.reassigned", equalTo(true))
                .body("email.reopened", equalTo(true));
        Api.as("tom-" + UUID.randomUUID(), "reviewer")
                .get("/v1/preferences/me")
                .then()
                .body("email.opened", equalTo(true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"email\":{\"openned\":false}} | 422 | unknown-field",
                "{\"email\":{\"reminder\":false}} | 422 | unknown-field",
                "{\"email\":{\"opened\":\"no\"}} | 422 | invalid-value",
                "{} | 422 | invalid-value",
                "{\"email\": | 400 | malformed-json",
                "'' | 400 | malformed-json",
            })
    void preferencesThatCannotBeReadAreRefused(String body, int status, String slug) {
        problem(
                Api.as("maria", "reviewer")
                        .contentType("application/json")
                        .body(body)
                        .put("/v1/preferences/me")
                        .then(),
                status,
                slug);
    }

    @Test
    void aClockSaysHowMuchTimeIsLeftToWhomItConcerns() {
        ReviewStory story = ReviewStory.given(clock)
                .reminderAt(Duration.ofHours(1))
                .decide(Duration.ofHours(4), OnExpiry.ESCALATE)
                .opened("maria");
        story.clockStarted(1);

        for (String role : List.of("auditor", "admin", "process-owner")) {
            clockOf(story, "olga", role).body("items", hasSize(1));
        }
        clockOf(story, story.person("tom"), "reviewer").body("items", hasSize(0));
        clockOf(story, story.person("maria"), "reviewer")
                .body("items", hasSize(1))
                .body("items[0].review", equalTo(story.review().toString()))
                .body("items[0].cycle", equalTo(1))
                .body("items[0].state", equalTo("running"))
                .body("items[0].onExpiry", equalTo("escalate"))
                .body(
                        "items[0].decideBy",
                        equalTo(story.openedAt().plus(Duration.ofHours(4)).toString()))
                .body("items[0].next.fires", equalTo("reminder"))
                .body("items[0].next.at", endsWith("Z"));
    }

    @Test
    void deliveriesComeByPageLatestFirst() {
        ReviewStory story = ReviewStory.given(clock);
        story.opened("maria")
                .reassigned("maria", "tom", ReassignCause.REASSIGNED, true)
                .reassigned("tom", "rosa", ReassignCause.REASSIGNED, true)
                .clockStarted(3);

        List<String> people = new ArrayList<>();
        String cursor = null;
        do {
            var request = Api.as("olga", "auditor")
                    .queryParam("review", story.review())
                    .queryParam("limit", 2);
            var page = (cursor == null ? request : request.queryParam("cursor", cursor))
                    .get("/v1/deliveries")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(page.getList("items").size()).isLessThanOrEqualTo(2);
            people.addAll(page.getList("items.person", String.class));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(people).containsExactly(story.person("rosa"), story.person("tom"), story.person("maria"));
    }

    @Test
    void theServiceIsHealthyWithoutAMailServerAndSaysHowItIs() {
        mail.stop();

        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/health/live").then().statusCode(200);
        assertThat(given().get("/q/metrics").then().statusCode(200).extract().asString())
                .contains("countersign_clocks_running", "countersign_clocks_lag_seconds");
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("openapi", containsString("3.1"))
                .body("paths.'/v1/deliveries'", notNullValue())
                .body("paths.'/v1/preferences/me'", notNullValue())
                .body("paths.'/v1/clocks'", notNullValue());
    }

    private static ValidatableResponse clockOf(ReviewStory story, String person, String role) {
        return Api.as(person, role)
                .queryParam("review", story.review())
                .get("/v1/clocks")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status, String slug) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo(PROBLEM + slug))
                .body("status", equalTo(status));
    }
}
