package dev.countersign.policy.mcp;

import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.owner;
import static dev.countersign.policy.Given.proposal;
import static dev.countersign.policy.Given.propose;
import static dev.countersign.policy.Given.published;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EvaluationEvent.EscapeClaimed;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.localstack.test.Tokens;
import dev.countersign.policy.Given;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.Reviews;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PolicyServiceTest
class McpTest {

    private static Response post(RequestSpecification caller, String body) {
        return caller.contentType("application/json")
                .accept("application/json, text/event-stream")
                .body(body)
                .post("/mcp");
    }

    private static JsonNode call(RequestSpecification caller, String tool, String arguments) {
        Response response = post(
                caller,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                        .formatted(tool, arguments));
        assertThat(response.statusCode()).isEqualTo(200);
        return Given.json(response.asString()).path("result");
    }

    /** What a tool shows; as text it shows the same. */
    private static JsonNode shown(String tool, String arguments) {
        JsonNode result = call(agent(), tool, arguments);
        assertThat(result.path("isError").asBoolean()).as(result.toString()).isFalse();
        assertThat(Given.json(result.at("/content/0/text").asText())).isEqualTo(result.path("structuredContent"));
        return result.path("structuredContent");
    }

    private static JsonNode refused(RequestSpecification caller, String tool, String arguments, String slug) {
        JsonNode result = call(caller, tool, arguments);
        assertThat(result.path("isError").asBoolean()).as(result.toString()).isTrue();
        assertThat(result.has("structuredContent")).isFalse();
        JsonNode problem = Given.json(result.at("/content/0/text").asText());
        assertThat(problem.path("type").asText()).isEqualTo("urn:countersign:problem:" + slug);
        return problem;
    }

    private static String about(JsonNode evaluation, String more) {
        return "{\"evaluation\":\"" + evaluation.path("id").asText() + "\"" + more + "}";
    }

    private static JsonNode waiting(String process) {
        JsonNode evaluation =
                shown("propose_action", proposal(process).put("confidence", 0.5).toString());
        assertThat(evaluation.path("status").asText()).isEqualTo("waiting");
        return evaluation;
    }

    private static UUID id(JsonNode evaluation) {
        return UUID.fromString(evaluation.path("id").asText());
    }

    @Test
    void aProposalIsAnsweredAsOverRest() {
        JsonNode evaluation = shown("propose_action", proposal(published()).toString());

        assertThat(evaluation.path("status").asText()).isEqualTo("released");
        assertThat(evaluation.path("agent").asText()).isEqualTo(Given.AGENT);
        JsonNode overRest =
                Given.json(agent().get("/v1/evaluations/{id}", id(evaluation)).asString());
        assertThat(overRest).isEqualTo(evaluation);
    }

    @Test
    void aSimulationIsRecordedNowhere() {
        JsonNode evaluation = shown("simulate_action", proposal(published()).toString());

        assertThat(evaluation.path("status").asText()).isEqualTo("released");
        assertThat(evaluation.has("id")).isFalse();
        assertThat(evaluation.has("release")).isFalse();
    }

    @Test
    void aRepeatedKeyIsTheSameProposal() {
        ObjectNode arguments =
                proposal(published()).put("idempotencyKey", UUID.randomUUID().toString());
        JsonNode first = shown("propose_action", arguments.toString());

        assertThat(shown("propose_action", arguments.toString())).isEqualTo(first);
        arguments.put("confidence", 0.91);
        refused(agent(), "propose_action", arguments.toString(), "idempotency-key-reused");
        refused(agent(), "propose_action", arguments.put("idempotencyKey", " ").toString(), "idempotency-key-invalid");
        refused(agent(), "propose_action", arguments.put("idempotencyKey", 7).toString(), "invalid-value");
    }

    @Test
    void theDecisionIsWaitedForAndCarriedOut() {
        String process = published();
        JsonNode evaluation = waiting(process);
        Reviews.say(Reviews.edited(id(evaluation), process, Given.json("{\"amount\":15}")));

        JsonNode released = shown("await_decision", about(evaluation, ",\"seconds\":20"));
        assertThat(released.path("status").asText()).isEqualTo("released");
        assertThat(released.at("/decision/payload")).hasToString("{\"amount\":15}");
        assertThat(released.path("release").asText()).isNotEmpty();

        String report = ",\"status\":\"executed\",\"digest\":" + released.path("payloadDigest");
        assertThat(shown("report_execution", about(evaluation, report))
                        .path("status")
                        .asText())
                .isEqualTo("executed");
        refused(agent(), "report_execution", about(evaluation, ",\"status\":\"failed\""), "execution-contradicted");
    }

    @Test
    void anUndecidedEvaluationIsShownAsItStandsWhenTheTimeIsUp() {
        JsonNode evaluation = waiting(published());

        assertThat(shown("await_decision", about(evaluation, ",\"seconds\":0"))
                        .path("status")
                        .asText())
                .isEqualTo("waiting");
        long before = System.nanoTime();
        assertThat(shown("await_decision", about(evaluation, ",\"seconds\":2"))
                        .path("status")
                        .asText())
                .isEqualTo("waiting");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(1_900));
    }

    @Test
    void whoeverWaitsAndAsksToHearsThatItGoesOn() {
        JsonNode evaluation = waiting(published());

        Response response = post(
                agent(),
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"_meta\":{\"progressToken\":\"t\"},"
                        + "\"name\":\"await_decision\",\"arguments\":" + about(evaluation, ",\"seconds\":2") + "}}");

        assertThat(response.contentType()).startsWith("text/event-stream");
        assertThat(response.asString())
                .contains("notifications/progress")
                .contains("waiting for a person")
                .contains("\"status\":\"waiting\"");
    }

    @Test
    void changesThatWereAskedForAreSent() {
        String process = published();
        JsonNode evaluation = waiting(process);
        refused(agent(), "revise_action", about(evaluation, ",\"payload\":{\"amount\":10}"), "not-revisable");
        Reviews.say(Reviews.decided(id(evaluation), process, Decision.CHANGES_REQUESTED));
        assertThat(shown("await_decision", about(evaluation, "")).path("status").asText())
                .isEqualTo("changes-requested");

        JsonNode problem =
                refused(agent(), "revise_action", about(evaluation, ",\"payload\":{\"amount\":-1}"), "payload-invalid");
        assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo("/payload/amount");
        JsonNode revised = shown("revise_action", about(evaluation, ",\"payload\":{\"amount\":10},\"note\":\"less\""));
        assertThat(revised.path("status").asText()).isEqualTo("waiting");
    }

    @Test
    void whatIsNoLongerWantedIsWithdrawn() {
        JsonNode evaluation = waiting(published());

        JsonNode withdrawn = shown("withdraw_action", about(evaluation, ",\"reason\":\"the customer hung up\""));

        assertThat(withdrawn.path("status").asText()).isEqualTo("withdrawn");
        assertThat(shown("withdraw_action", about(evaluation, ""))).isEqualTo(withdrawn);
    }

    @Test
    void anEscapeIsReported() {
        JsonNode evaluation = shown("propose_action", proposal(published()).toString());
        String arguments = about(evaluation, ",\"description\":\"the wrong order\",\"idempotencyKey\":\"e\"");

        JsonNode escape = shown("report_escape", arguments);

        assertThat(escape.path("foundBy").asText()).isEqualTo("agent");
        assertThat(shown("report_escape", arguments)).isEqualTo(escape);
        EscapeClaimed event = TestTopics.await(
                Topic.EVALUATIONS,
                EscapeClaimed.class,
                claim -> claim.escape().equals(id(escape)),
                Duration.ofSeconds(30));
        assertThat(event.evaluation()).isEqualTo(id(evaluation));
        refused(agent(), "report_escape", about(evaluation, ",\"foundBy\":\"sample\""), "invalid-value");
    }

    @Test
    void theAgentIsWhoeverTheTokenSays() {
        JsonNode evaluation = waiting(published());

        for (String tool : new String[] {"await_decision", "withdraw_action"}) {
            refused(agent("another-agent"), tool, about(evaluation, ""), "evaluation-not-found");
        }
        refused(
                agent("another-agent"),
                "report_escape",
                about(evaluation, ",\"description\":\"x\""),
                "evaluation-not-found");
    }

    @Test
    void whatCannotBeProposedIsRefusedAsOverRest() {
        String process = published();
        ObjectNode misspelled = proposal(process).put("confidense", 1);
        ObjectNode huge = proposal(process);
        ((ObjectNode) huge.at("/action/payload")).put("amount", Long.MAX_VALUE);
        ObjectNode blind = proposal(process);
        blind.remove("sources");

        assertThat(refused(agent(), "propose_action", misspelled.toString(), "unknown-field"))
                .isEqualTo(problem(misspelled));
        assertThat(refused(agent(), "propose_action", huge.toString(), "payload-invalid"))
                .isEqualTo(problem(huge));
        assertThat(refused(agent(), "propose_action", blind.toString(), "missing-context"))
                .isEqualTo(problem(blind));
        refused(agent(), "propose_action", "{}", "invalid-value");
        refused(agent(), "simulate_action", "{}", "invalid-value");
    }

    private static JsonNode problem(JsonNode proposal) {
        return Given.json(propose(proposal).extract().asString());
    }

    @Test
    void numbersArriveAsTheyWereSent() {
        String process = published();
        String proposal = proposal(process).toString().replace("\"amount\":20,", "\"amount\":20.10,");

        assertThat(shown("propose_action", proposal).path("payloadDigest"))
                .isEqualTo(Json.mapper()
                        .valueToTree(
                                agent().body(proposal).post("/v1/evaluations").<String>path("payloadDigest")));
        refused(agent(), "propose_action", proposal.replace("20.10", "1e400"), "payload-invalid");
        refused(agent(), "propose_action", proposal.replace("20.10", "0.12345678901234567"), "payload-invalid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | invalid-value | /evaluation",
                "{\"evaluation\":\"x\"} | invalid-value | /evaluation",
                "{\"evaluation\":\"0199d2e4-7c3a-7000-8000-000000000001\",\"seconds\":-1} | invalid-value | /seconds",
                "{\"evaluation\":\"0199d2e4-7c3a-7000-8000-000000000001\",\"seconds\":1.5} | invalid-value | /seconds",
                "{\"evaluation\":\"0199d2e4-7c3a-7000-8000-000000000001\",\"wait\":\"PT5S\"} | unknown-field | /wait",
            })
    void badArgumentsAreNamed(String arguments, String slug, String pointer) {
        assertThat(refused(agent(), "await_decision", arguments, slug)
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo(pointer);
    }

    @Test
    void onlyAgentsComeIn() {
        String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

        post(given(), list)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("/.well-known/oauth-protected-resource"));
        post(
                        given().auth()
                                .oauth2(Tokens.builder()
                                        .client("a")
                                        .roles("agent")
                                        .expired()
                                        .mint()),
                        list)
                .then()
                .statusCode(401);
        post(owner(), list).then().statusCode(403);
        given().auth()
                .oauth2(Tokens.person("maria", "reviewer"))
                .accept("text/event-stream")
                .get("/mcp/sse")
                .then()
                .statusCode(403);
        post(agent(), list).then().statusCode(200).body("result.tools.size()", equalTo(7));
    }

    @Test
    void aBrowserOnAnotherPageDoesNotComeIn() {
        String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

        post(agent().header("Origin", "https://evil.example"), list).then().statusCode(403);
    }

    @Test
    void anotherReplicasSessionIsAsGoodAsOurs() {
        JsonNode evaluation = waiting(published());

        JsonNode seen = call(
                        agent().header("Mcp-Session-Id", "of-another-replica"),
                        "await_decision",
                        about(evaluation, ",\"seconds\":0"))
                .path("structuredContent");

        assertThat(seen.path("id")).isEqualTo(evaluation.path("id"));
    }

    @Test
    void whatIsNoJsonIsNoFault() {
        assertThat(post(agent(), "{").asString()).contains("-32700");
        assertThat(post(agent(), "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"tools/list\"}")
                        .asString())
                .contains("-32700");
    }
}
