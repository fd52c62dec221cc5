package dev.countersign.queue.review;

import static dev.countersign.queue.Proposals.proposal;
import static dev.countersign.queue.Queue.as;
import static dev.countersign.queue.Queue.detail;
import static dev.countersign.queue.Queue.open;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.localstack.test.Tokens;
import dev.countersign.queue.Queue;
import dev.countersign.queue.QueueTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever may not see a review cannot learn that it exists; every endpoint, every kind of stranger. */
@QueueTest
class AccessTest {

    private static final String NOT_FOUND = "urn:countersign:problem:review-not-found";

    @BeforeEach
    void directory() {
        Queue.directory(Queue.DIRECTORY);
    }

    /** Every call about one review, with a body that would do. */
    static Stream<Arguments> calls() {
        return Stream.of(
                Arguments.of(Method.GET, "", null),
                Arguments.of(Method.POST, "/claim", null),
                Arguments.of(Method.POST, "/unclaim", null),
                Arguments.of(Method.POST, "/decision", "{\"verdict\":\"approve\"}"),
                Arguments.of(Method.POST, "/reassign", "{\"to\":\"person:rosa\",\"reason\":\"hers\"}"),
                Arguments.of(Method.POST, "/escalate", "{\"reason\":\"beyond me\"}"),
                Arguments.of(Method.POST, "/shown", null),
                Arguments.of(Method.POST, "/preview", "{\"payload\":{\"cabin\":\"first\"}}"));
    }

    private static Response call(RequestSpecification as, Method method, String path, String body) {
        return (body == null ? as : as.contentType("application/json").body(body)).request(method, path);
    }

    /** What was verified a moment ago is believed for what it is, and nothing else is. */
    @Test
    void aTokenIsNotBelievedOnceItIsAltered() {
        String token = Tokens.person("maria", "reviewer");
        given().auth().oauth2(token).get("/v1/reviews").then().statusCode(200);
        given().auth().oauth2(token).get("/v1/reviews").then().statusCode(200);

        int signature = token.lastIndexOf('.') + 10;
        char other = token.charAt(signature) == 'A' ? 'B' : 'A';
        String altered = token.substring(0, signature) + other + token.substring(signature + 1);

        given().auth().oauth2(altered).get("/v1/reviews").then().statusCode(401);
        given().auth()
                .oauth2(Tokens.person("maria", "admin"))
                .get("/v1/reviews")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void toAStrangerThereIsNoSuchReview(Method method, String path, String body) {
        ReviewOpened opened = open(proposal());
        String there = "/v1/reviews/" + opened.review() + path;
        String nowhere = "/v1/reviews/" + UUID.randomUUID() + path;

        for (String stranger : List.of("ana", "rosa", "ops", "nobody-at-all")) {
            Response answer = call(as(stranger), method, there, body);
            answer.then().statusCode(404).body("type", equalTo(NOT_FOUND));
            assertThat(answer.asString())
                    .as("the same as for a review that never was")
                    .isEqualTo(call(as(stranger), method, nowhere, body).asString());
        }
        detail("maria", opened.review()).body("state", equalTo("open")).body("version", equalTo(1));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void withoutTheRoleNobodyGetsIn(Method method, String path, String body) {
        String there = "/v1/reviews/" + UUID.randomUUID() + path;

        call(given(), method, there, body)
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:countersign:problem:unauthenticated"));
        for (String role : List.of("agent", "auditor", "admin", "process-owner")) {
            call(given().auth().oauth2(Tokens.person("maria", role)), method, there, body)
                    .then()
                    .statusCode(403)
                    .body("type", equalTo("urn:countersign:problem:forbidden"));
        }
    }

    @Test
    void aTokenThatIsNotForUsIsNone() {
        Tokens.Builder expired =
                Tokens.builder().name("maria").roles("reviewer").expired();
        Tokens.Builder other = Tokens.builder().name("maria").roles("reviewer").audience("somebody-else");
        Tokens.Builder foreign =
                Tokens.builder().name("maria").roles("reviewer").foreignKey();
        for (Tokens.Builder token : List.of(expired, other, foreign)) {
            given().auth()
                    .oauth2(token.mint())
                    .get("/v1/reviews")
                    .then()
                    .statusCode(401)
                    .body("type", equalTo("urn:countersign:problem:unauthenticated"));
        }
    }

    @Test
    void aBorrowedNameOpensNothing() {
        Queue.directory(Queue.DIRECTORY.replace("id: maria, name", "id: maria, subject: another, name"));
        ReviewOpened opened = open(proposal());

        detail("maria", opened.review()).statusCode(404);
        given().auth()
                .oauth2(Tokens.builder()
                        .name("any")
                        .claim("sub", "another")
                        .roles("reviewer")
                        .mint())
                .get("/v1/reviews/" + opened.review())
                .then()
                .statusCode(200)
                .body("because", startsWith("Your team: Bookings"));
    }

    @Test
    void meIsWhoIsSignedIn() {
        as("maria")
                .get("/v1/me")
                .then()
                .statusCode(200)
                .body("id", equalTo("maria"))
                .body("name", equalTo("María Ruiz"))
                .body("roles", hasItem("reviewer"))
                .body("teams[0].name", equalTo("Bookings"));
        given().get("/v1/me").then().statusCode(401);
    }

    @Test
    void badParametersAreNamed() {
        String tooLong = "text=" + "x".repeat(201);
        for (String query :
                List.of("state=closed", "scope=yours", "cursor=x", "limit=0", "limit=201", tooLong, "text=a\0")) {
            as("maria")
                    .get("/v1/reviews?" + query)
                    .then()
                    .statusCode(422)
                    .body("type", equalTo("urn:countersign:problem:invalid-value"))
                    .body("errors[0].pointer", equalTo("/" + query.substring(0, query.indexOf('='))));
        }
    }

    @Test
    void badBodiesAreNamed() {
        ReviewOpened opened = open(proposal());
        String path = "/v1/reviews/" + opened.review() + "/decision";
        json("{\"reason\":\"x\",\"to\":\"person:grace\"}")
                .post("/v1/reviews/" + opened.review() + "/escalate")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:countersign:problem:unknown-field"));

        json("{\"verdict\":")
                .post(path)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:countersign:problem:malformed-json"));
        json("{\"verdict\":\"approve\",\"reson\":\"x\"}")
                .post(path)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:countersign:problem:unknown-field"))
                .body("errors[0].detail", equalTo("\"reson\" is not known here; did you mean \"reason\"?"));
        json("{\"verdict\":\"aprove\"}")
                .post(path)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/verdict"));
        json("{}").post(path).then().statusCode(422);
        json("{\"verdict\":\"reject\",\"reason\":\"no\",\"payload\":{}}")
                .post(path)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/payload"));
        detail("maria", opened.review()).body("state", equalTo("open"));
    }

    private static RequestSpecification json(String body) {
        return as("maria").contentType("application/json").body(body);
    }

    @Test
    void aCookieAloneChangesNothing() {
        given().cookie("q_session", "anything")
                .contentType("application/json")
                .body("{\"verdict\":\"approve\"}")
                .post("/v1/reviews/" + UUID.randomUUID() + "/decision")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:countersign:problem:cross-site"));
    }

    @Test
    void everyAnswerForbidsWhatAPageDoesNotNeed() {
        as("maria")
                .get("/v1/me")
                .then()
                .header(
                        "Content-Security-Policy",
                        equalTo(
                                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                                        + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Referrer-Policy", equalTo("no-referrer"))
                .header("Cache-Control", equalTo("no-store"));
    }

    @Test
    void theInterfaceIsDescribedAndTheServiceIsWell() {
        assertThat(given().queryParam("format", "json").get("/q/openapi").asString())
                .contains("\"openapi\" : \"3.1", "/v1/reviews/{id}/decision", "/v1/routing/explain", "/v1/directory");
        for (String path : List.of("/q/health/live", "/q/health/started", "/q/health/ready", "/q/metrics")) {
            Queue.eventually(() -> given().get(path).statusCode() == 200);
        }
    }

    @Test
    void theListKeepsOthersReviewsApart() {
        ReviewOpened ana = open(proposal().owner("'person:ana'"));
        ReviewOpened team = open(proposal());

        as("ana")
                .get("/v1/reviews?mine=true")
                .then()
                .body("items.id", hasItem(ana.review().toString()));
        as("ana")
                .get("/v1/reviews?limit=200")
                .then()
                .body("items.id", not(hasItem(team.review().toString())));
        as("tom")
                .get("/v1/reviews?limit=200")
                .then()
                .body("items.id", not(hasItem(ana.review().toString())));
    }

    @Test
    void theAddressInAMessageLeadsToTheConsoleAndTellsNothing() {
        UUID nowhere = UUID.randomUUID();
        given().redirects()
                .follow(false)
                .get("/reviews/" + nowhere)
                .then()
                .statusCode(303)
                .header("Location", endsWith("/?review=" + nowhere));
        given().redirects().follow(false).get("/reviews/no-id").then().statusCode(404);
    }
}
