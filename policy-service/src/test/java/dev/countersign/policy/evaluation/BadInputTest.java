package dev.countersign.policy.evaluation;

import static dev.countersign.policy.Given.AGENT;
import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.json;
import static dev.countersign.policy.Given.problem;
import static dev.countersign.policy.Given.proposal;
import static dev.countersign.policy.Given.propose;
import static dev.countersign.policy.Given.published;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.test.Tokens;
import dev.countersign.policy.PolicyServiceTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may not even be looked at. */
@PolicyServiceTest
class BadInputTest {

    private static ValidatableResponse send(String body) {
        return agent().body(body).post("/v1/evaluations").then();
    }

    private static ValidatableResponse sendAs(String token) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(proposal("refunds").toString())
                .post("/v1/evaluations")
                .then();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"process\": \"a\",}", "nonsense", "{\"process\":\"a\",\"process\":\"b\"}"})
    void malformedJson(String body) {
        problem(send(body), 400, "malformed-json");
    }

    @Test
    void bytesThatAreNoCharacters() {
        byte[] noUtf32 = {'{', 0, 0, 0, 0, 0, 0, 0, '6', '$', '3', '3'};

        problem(agent().body(noUtf32).post("/v1/evaluations").then(), 400, "malformed-json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "5",
                "{}",
                "{\"process\":\"a\"}",
                "{\"process\":\"a\",\"action\":{\"type\":\"t\"}}"
            })
    void aBodyThatIsNoProposal(String body) {
        problem(send(body), 422, "invalid-value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/evaluations/simulate",
                "/v1/evaluations/00000000-0000-7000-8000-000000000000/revisions",
                "/v1/evaluations/00000000-0000-7000-8000-000000000000/execution",
                "/v1/releases/redeem"
            })
    void nothingWhereABodyIsNeeded(String address) {
        problem(agent().post(address).then(), 422, "invalid-value");
        problem(agent().body("null").post(address).then(), 422, "invalid-value");
    }

    @Test
    void unknownFieldsWithTheNearestKnownName() {
        String process = published();

        problem(propose(proposal(process).put("confidense", 0.9)), 422, "unknown-field")
                .body("errors[0].pointer", equalTo("/confidense"))
                .body("errors[0].detail", containsString("did you mean \"confidence\"?"));
        ObjectNode deep = proposal(process);
        ((ObjectNode) deep.get("action")).put("payloads", 1);
        problem(propose(deep), 422, "unknown-field").body("errors[0].pointer", equalTo("/action/payloads"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1.4 | must be between 0 and 1, was 1.4",
                "-0.1 | must be between 0 and 1, was -0.1",
                "`\"0.9\"` | must be a number between 0 and 1, or an object of names to such numbers",
                "true | must be a number between 0 and 1, or an object of names to such numbers",
                "{} | must be a number between 0 and 1, or an object of names to such numbers",
                "`{\"amount\": \"high\"}` | amount must be a number between 0 and 1",
                "`{\"amount\": 2}` | must be between 0 and 1, was 2",
            })
    void confidenceThatIsNone(String confidence, String sentence) {
        ObjectNode proposal = proposal("refunds");
        proposal.set("confidence", json(confidence));

        problem(propose(proposal), 422, "invalid-value")
                .body("errors[0].pointer", equalTo("/confidence"))
                .body("errors[0].detail", equalTo(sentence));
    }

    @Test
    void aPayloadAgainstItsSchemaWithThePointers() {
        ObjectNode proposal = proposal(published());
        ((ObjectNode) proposal.get("action"))
                .set(
                        "payload",
                        json("{\"amount\": -1, \"text\": \"<b>\", \"lines\": [{\"sku\": 1}, {}], \"extra\": 1}"));

        problem(propose(proposal), 422, "payload-invalid")
                .body("errors.pointer", hasItem("/action/payload/amount"))
                .body("errors.pointer", hasItem("/action/payload/text"))
                .body("errors.pointer", hasItem("/action/payload/lines/1/sku"))
                .body("errors.pointer", hasItem("/action/payload/extra"));
    }

    @Test
    void numbersThatSystemsWouldReadDifferently() {
        ObjectNode proposal = proposal(published());
        ((ObjectNode) proposal.get("action")).set("payload", json("{\"amount\": 9007199254740993}"));

        problem(propose(proposal), 422, "payload-invalid").body("errors[0].pointer", equalTo("/action/payload/amount"));
    }

    @Test
    void numbersBeyondADoubleWhereverTheyAre() {
        ObjectNode proposal = proposal(published());
        ((ObjectNode) proposal.get("action")).set("before", json("{\"amount\": 1e400}"));
        ((ObjectNode) proposal.at("/case/attributes")).set("a/b", json("[-1e400, 1e-314]"));

        problem(
                        agent().header("Idempotency-Key", "beyond-" + proposal.get("process"))
                                .body(proposal.toString())
                                .post("/v1/evaluations")
                                .then(),
                        422,
                        "invalid-value")
                .body(
                        "errors.pointer",
                        equalTo(List.of("/action/before/amount", "/case/attributes/a~1b/0", "/case/attributes/a~1b/1")))
                .body("errors.detail", hasItem("is a number that is too large to be read"))
                .body("errors.detail", hasItem("is a number that is too close to zero to be read"));
    }

    @Test
    void aNumberWithAnExponentOfADozenDigits() {
        String body = proposal("refunds").toString().replace("\"amount\":20", "\"amount\":1e-400000000000");

        problem(send(body), 422, "invalid-value").body("errors[0].pointer", equalTo("/action/payload"));
    }

    @Test
    void aPayloadThatIsDeeperThanAnybodyReads() {
        ObjectNode proposal = proposal(published());
        ((ObjectNode) proposal.get("action")).put("type", "message");
        ((ObjectNode) proposal.get("action")).set("payload", json("[".repeat(900) + "]".repeat(900)));

        problem(propose(proposal), 422, "payload-invalid")
                .body("errors[0].detail", equalTo("is nested more than 100 levels deep"));
    }

    @Test
    void missingSourcesAndCase() {
        ObjectNode proposal = proposal(published());
        proposal.remove(List.of("sources", "case"));

        problem(propose(proposal), 422, "missing-context")
                .body("errors.pointer", equalTo(List.of("/sources", "/case")));
    }

    @Test
    void aBodyOverTheLimit() {
        ObjectNode proposal = proposal("refunds");
        ((ObjectNode) proposal.at("/action/payload")).put("text", "x".repeat(1_100_000));

        problem(propose(proposal), 413, "body-too-large");
    }

    @Test
    void anIdempotencyKeyThatIsTooLong() {
        problem(
                agent().header("Idempotency-Key", "k".repeat(201))
                        .body(proposal("refunds").toString())
                        .post("/v1/evaluations")
                        .then(),
                422,
                "idempotency-key-invalid");
    }

    @Test
    void whoeverIsNotSignedIn() {
        problem(
                given().contentType("application/json")
                        .body("{}")
                        .post("/v1/evaluations")
                        .then(),
                401,
                "unauthenticated");
    }

    @Test
    void aTokenThatIsNotForHere() {
        var agentToken = Tokens.builder().client(AGENT).roles("agent").audience("somebody-else");

        problem(sendAs(agentToken.mint()), 401, "unauthenticated");
    }

    @Test
    void aTokenThatHasExpiredOrWasSignedByNobody() {
        problem(sendAs(Tokens.builder().client(AGENT).roles("agent").expired().mint()), 401, "unauthenticated");
        problem(
                sendAs(Tokens.builder()
                        .client(AGENT)
                        .roles("agent")
                        .foreignKey()
                        .mint()),
                401,
                "unauthenticated");
        problem(
                sendAs(Tokens.builder()
                        .client(AGENT)
                        .roles("agent")
                        .issuer("http://evil")
                        .mint()),
                401,
                "unauthenticated");
    }

    @Test
    void aRoleThatMayNot() {
        problem(sendAs(Tokens.person("maria", "reviewer")), 403, "forbidden");
        problem(sendAs(Tokens.person("grace", "process-owner")), 403, "forbidden");
    }

    @Test
    void aTokenThatNamesNoAgent() {
        problem(sendAs(Tokens.builder().roles("agent").claim("azp", null).mint()), 403, "forbidden");
    }

    @Test
    void addressesThatAreNone() {
        problem(agent().get("/v1/evaluations/not-an-id").then(), 404, "not-found");
        problem(agent().get("/v1/nothing").then(), 404, "not-found");
        problem(agent().delete("/v1/evaluations").then(), 405, "method-not-allowed");
        problem(
                given().auth()
                        .oauth2(Tokens.agent(AGENT))
                        .contentType("text/plain")
                        .body("x")
                        .post("/v1/evaluations")
                        .then(),
                415,
                "unsupported-media-type");
    }

    @Test
    void zeroBytesAndLoneSurrogatesDoNoHarm() {
        ObjectNode zero = proposal(published());
        ((ObjectNode) zero.at("/action/payload")).put("text", "a\u0000b");
        propose(zero).statusCode(201).body("outcome", equalTo("proceed"));

        ObjectNode lone = proposal(published());
        ((ObjectNode) lone.at("/action/payload")).put("text", "LONE");
        problem(send(lone.toString().replace("LONE", "\\ud800")), 422, "payload-invalid");
    }
}
