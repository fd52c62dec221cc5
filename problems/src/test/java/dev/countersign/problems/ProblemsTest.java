package dev.countersign.problems;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProblemsTest {

    @Test
    void malformedJsonIsNamedWithItsPlace() {
        problem(post("{\"name\": "), 400, "malformed-json").body("detail", containsString("line 1"));
    }

    @Test
    void aDuplicateKeyIsMalformed() {
        problem(post("{\"name\":\"a\",\"name\":\"b\"}"), 400, "malformed-json");
    }

    @Test
    void anUnknownFieldIsRefusedWithTheNearestKnownName() {
        problem(post("{\"name\":\"a\",\"confidense\":1}"), 422, "unknown-field")
                .body("errors[0].pointer", equalTo("/confidense"))
                .body("errors[0].detail", containsString("did you mean \"confidence\"?"));
    }

    @Test
    void anUnknownFieldDeepInsideHasItsWholePointer() {
        problem(post("{\"name\":\"a\",\"parts\":[{\"title\":\"x\"},{\"titel\":\"y\"}]}"), 422, "unknown-field")
                .body("errors[0].pointer", equalTo("/parts/1/titel"));
    }

    @Test
    void aTextIsNoNumber() {
        problem(post("{\"name\":\"a\",\"confidence\":\"0.9\"}"), 422, "invalid-value")
                .body("errors[0]", hasEntry("pointer", "/confidence"))
                .body("errors[0]", hasEntry("detail", "is not a number in range"));
    }

    @Test
    void aNumberIsNoText() {
        problem(post("{\"name\":12}"), 422, "invalid-value").body("errors[0].pointer", equalTo("/name"));
    }

    @Test
    void whatARecordRefusesIsSaidInItsOwnWords() {
        problem(post("{\"name\":\"a\",\"confidence\":1.4}"), 422, "invalid-value")
                .body("errors[0].detail", equalTo("must be between 0 and 1"));
    }

    @Test
    void aMissingFieldIsNamed() {
        problem(post("{}"), 422, "invalid-value").body("errors[0].detail", equalTo("\"name\" is missing"));
    }

    @Test
    void aWrongDurationSaysWhatADurationIs() {
        problem(post("{\"name\":\"a\",\"limit\":\"soon\"}"), 422, "invalid-value")
                .body("errors[0].detail", equalTo("is not a duration in ISO 8601"))
                .body("detail", not(containsString("soon")));
    }

    @Test
    void aSecondDocumentBehindTheFirstIsRefused() {
        problem(post("{\"name\":\"a\"} {}"), 422, "invalid-value");
    }

    @Test
    void anOversizedBodyIsRefusedBeforeItIsRead() {
        problem(post("{\"name\":\"" + "x".repeat(1_100_000) + "\"}"), 413, "body-too-large");
    }

    @Test
    void aProblemCarriesAllItsViolations() {
        problem(given().get("/probe/refused").then(), 409, "already-decided")
                .body("detail", equalTo("Tom approved this."))
                .body("errors.size()", is(2))
                .body("errors[1].pointer", equalTo("/payload"))
                .body("decision.title", equalTo("approved"))
                .body("$", not(hasKey("members")));
    }

    @Test
    void aFaultTellsNothingOfItself() {
        problem(given().get("/probe/broken").then(), 500, "internal").body("detail", not(containsString("hunter2")));
    }

    @Test
    void whoeverIsNotSignedInIsToldSo() {
        problem(given().get("/probe/secret").then(), 401, "unauthenticated");
    }

    @Test
    void aWrongRoleIsForbidden() {
        problem(
                given().auth()
                        .preemptive()
                        .basic("ana", "ana")
                        .get("/probe/secret")
                        .then(),
                403,
                "forbidden");
    }

    @Test
    void aWrongPasswordIsNotSignedIn() {
        problem(
                given().auth()
                        .preemptive()
                        .basic("ana", "no")
                        .get("/probe/secret")
                        .then(),
                401,
                "unauthenticated");
    }

    @Test
    void anUnknownAddressIsNotFound() {
        problem(given().get("/probe/nowhere").then(), 404, "not-found");
    }

    @Test
    void aWrongMethodIsSaidSo() {
        problem(given().delete("/probe").then(), 405, "method-not-allowed");
    }

    @Test
    void aFormIsNotRead() {
        problem(given().contentType("text/plain").body("x").post("/probe").then(), 415, "unsupported-media-type");
    }

    @Test
    void aFormThatCannotBeGivenIsNotAcceptable() {
        problem(given().accept("image/png").get("/probe/refused").then(), 406, "not-acceptable");
    }

    @Test
    void aRequestThatMakesNoSenseIsBad() {
        problem(given().get("/probe/senseless").then(), 400, "bad-request");
    }

    @Test
    void aBodyOfUnknownLengthIsLimitedToo() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create("http://localhost:" + RestAssured.port + "/probe")
                .toURL()
                .openConnection();
        connection.setDoOutput(true);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setChunkedStreamingMode(16_384);
        assertThatThrownBy(() -> {
                    try (OutputStream body = connection.getOutputStream()) {
                        body.write("{\"name\":\"".getBytes(StandardCharsets.UTF_8));
                        for (int i = 0; i < 200; i++) {
                            body.write("x".repeat(16_384).getBytes(StandardCharsets.UTF_8));
                        }
                    }
                    int status = connection.getResponseCode();
                    throw new IOException("answered " + status);
                })
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("answered 2")
                .hasMessageNotContaining("answered 5");
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json").body(body).post("/probe").then();
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status, String slug) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:countersign:problem:" + slug))
                .body("status", is(status));
    }
}
