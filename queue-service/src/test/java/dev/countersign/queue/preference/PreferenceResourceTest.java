package dev.countersign.queue.preference;

import static dev.countersign.queue.Queue.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.countersign.localstack.test.Tokens;
import dev.countersign.queue.QueueTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

/** Everybody's console, each their own. */
@QueueTest
class PreferenceResourceTest {

    private static final String PATH = "/v1/me/preferences";
    private static final String BODY =
            "{\"views\":[{\"name\":\"Refunds\",\"scope\":\"team\",\"state\":\"open\",\"process\":\"refunds\",\"text\":\"Miami\"}],"
                    + "\"keys\":{\"approve\":\"y\"}}";

    private static ValidatableResponse put(String person, String ifMatch, String body) {
        var request = as(person).contentType("application/json").body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch))
                .put(PATH)
                .then();
    }

    @Test
    void whoeverSetNothingHasNothing() {
        as("prefers-nothing")
                .get(PATH)
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("views", empty())
                .body("keys", anEmptyMap())
                .body("version", equalTo(0));
    }

    @Test
    void whatOneSetIsThereForThemAlone() {
        put("prefers-a", null, BODY).statusCode(200).header("ETag", "\"1\"");

        as("prefers-a")
                .get(PATH)
                .then()
                .body("views[0].name", equalTo("Refunds"))
                .body("views[0].text", equalTo("Miami"))
                .body("keys.approve", equalTo("y"))
                .body("version", equalTo(1));
        as("prefers-b").get(PATH).then().body("views", empty());
    }

    @Test
    void ofTwoWindowsTheSecondIsTold() {
        put("prefers-c", "\"0\"", BODY).statusCode(200);
        put("prefers-c", "\"0\"", "{}")
                .statusCode(412)
                .body("type", equalTo("urn:countersign:problem:stale-preferences"));
        put("prefers-c", "\"1\"", "{}").statusCode(200).header("ETag", "\"2\"").body("views", empty());
        put("prefers-c", "W/\"2\"", "{}").statusCode(412);
        put("prefers-d", "\"3\"", BODY).statusCode(412);
        as("prefers-d").get(PATH).then().body("version", equalTo(0));
    }

    @Test
    void whatNoConsoleCouldUseIsNamedAndNotStored() {
        put("prefers-e", null, "{\"views\":[{\"scope\":\"yours\"}],\"keys\":{\"approve\":\"Escape\"}}")
                .statusCode(422)
                .body("type", equalTo("urn:countersign:problem:invalid-value"))
                .body("errors[0].pointer", equalTo("/views/0/name"))
                .body("errors[1].pointer", equalTo("/views/0/scope"))
                .body("errors[2].pointer", equalTo("/keys/approve"));
        put("prefers-e", null, "{\"theme\":\"dark\"}")
                .statusCode(422)
                .body("type", equalTo("urn:countersign:problem:unknown-field"));
        put("prefers-e", null, "{\"views\":[null]}").statusCode(422);
        as("prefers-e").contentType("application/json").put(PATH).then().statusCode(400);
        as("prefers-e").get(PATH).then().body("version", equalTo(0));
    }

    @Test
    void onlyReviewersHaveAConsole() {
        given().get(PATH).then().statusCode(401);
        given().auth().oauth2(Tokens.person("olga", "auditor")).get(PATH).then().statusCode(403);
    }
}
