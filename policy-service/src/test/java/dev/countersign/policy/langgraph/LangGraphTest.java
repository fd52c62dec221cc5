package dev.countersign.policy.langgraph;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.owner;
import static dev.countersign.policy.Given.problem;
import static dev.countersign.policy.Given.published;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRecorded;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRevised;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.localstack.test.Tokens;
import dev.countersign.policy.Given;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.Reviews;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.DriverManager;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PolicyServiceTest
class LangGraphTest {

    private static final String CONTEXT = """
            "target":"order/4711","sources":[{"title":"get_order","excerpt":"order 4711 was late"}],
            "case":{"id":"case-1","subject":"customer/mia","attributes":{"accountOwner":"person:maria"}}""";

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String database;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    private static String first(String action, String args) {
        return """
                {"action_request":{"action":"%s","args":%s},
                 "config":{"allow_accept":true,"allow_edit":true,"allow_respond":true,"allow_ignore":true},
                 "description":"what the graph says"}""".formatted(action, args);
    }

    private static String second(String action, String args) {
        return """
                {"action_requests":[{"name":"%s","args":%s}],
                 "review_configs":[{"action_name":"%s","allowed_decisions":["approve","edit","reject","respond"]}]}""".formatted(action, args, action);
    }

    private static String with(String interrupt, String proposal) {
        return "{\"interrupt\":" + interrupt + ",\"proposal\":" + proposal + "}";
    }

    /** With all that the policy asks for, and so sure or not. */
    private static String with(String interrupt, double confidence) {
        return with(interrupt, "{" + CONTEXT + ",\"confidence\":" + confidence + "}");
    }

    private static ValidatableResponse raise(RequestSpecification agent, String process, String body) {
        return agent.contentType(ContentType.JSON)
                .body(body)
                .post("/v1/langgraph/{process}/interrupts", process)
                .then();
    }

    private static ValidatableResponse raise(String process, String body) {
        return raise(agent(), process, body);
    }

    private static ValidatableResponse answered(String process, ValidatableResponse raised) {
        return agent().get("/v1/langgraph/{process}/interrupts/{id}?wait=PT30S", process, id(raised))
                .then()
                .statusCode(200);
    }

    private static String id(ValidatableResponse raised) {
        return raised.extract().path("id");
    }

    private static UUID evaluation(ValidatableResponse raised) {
        return UUID.fromString(raised.extract().path("evaluations[0].id"));
    }

    private static JsonNode resume(ValidatableResponse answer) {
        return Given.json(answer.extract().asString()).path("resume");
    }

    @Test
    void whatThePolicyLetsGoIsResumedAtOnce() {
        String process = published();

        ValidatableResponse raised = raise(process, with(first("refund", "{\"amount\":20}"), 0.95))
                .statusCode(201)
                .header("Location", notNullValue())
                .body("evaluations", hasSize(1))
                .body("evaluations[0].status", equalTo("released"));

        assertThat(resume(raised)).hasToString("[{\"type\":\"accept\",\"args\":null}]");
        String release = raised.extract().path("releases[0]");
        agent().body("{\"release\":\"" + release + "\",\"payload\":{\"amount\":20}}")
                .post("/v1/releases/redeem")
                .then()
                .statusCode(200);
    }

    @Test
    void theGraphWaitsForThePersonAndGetsWhatThePersonMadeOfIt() {
        String process = published();
        ValidatableResponse raised = raise(process, with(second("refund", "{\"amount\":20}"), 0.5))
                .statusCode(201)
                .body("$", not(hasKey("resume")))
                .body("$", not(hasKey("releases")));

        Reviews.say(Reviews.edited(evaluation(raised), process, Given.json("{\"amount\":15}")));

        ValidatableResponse answer = answered(process, raised).body("releases[0]", notNullValue());
        assertThat(resume(answer))
                .hasToString("{\"decisions\":[{\"type\":\"edit\",\"edited_action\":"
                        + "{\"name\":\"refund\",\"args\":{\"amount\":15}}}]}");
    }

    @Test
    void editedValuesKeepTheirTypesAllTheWay() {
        String args = "{\"a\":1,\"b\":1.0,\"c\":\"1\",\"d\":100.0,\"e\":9007199254740991,\"f\":null,\"g\":true,"
                + "\"h\":{\"i\":[1,1.50,\"\",[],{}]}}";
        String process = published();
        ValidatableResponse raised =
                raise(process, with(second("message", "{\"a\":2}"), 0.5)).statusCode(201);

        Reviews.say(Reviews.edited(evaluation(raised), process, Given.json(args)));

        assertThat(resume(answered(process, raised)).at("/decisions/0/edited_action/args"))
                .hasToString(args);
    }

    @Test
    void severalRequestsAreAnsweredTogetherAndInOrder() {
        String process = published();
        String interrupt = """
                {"action_requests":[{"name":"refund","args":{"amount":20}},{"name":"unheard_of","args":{}},
                                    {"name":"refund","args":{"amount":30}}],
                 "review_configs":[{"action_name":"refund","allowed_decisions":["approve","reject"]},
                                   {"action_name":"unheard_of","allowed_decisions":["approve","reject"]}]}""";
        String context = "{" + CONTEXT + ",\"confidence\":0.95}";
        String unsure = "{" + CONTEXT + ",\"confidence\":0.5}";

        ValidatableResponse raised = raise(process, with(interrupt, "[" + context + "," + context + "," + unsure + "]"))
                .statusCode(201)
                .body("evaluations.status", equalTo(List.of("released", "blocked", "waiting")));
        assertThat(resume(raised).isMissingNode()).isTrue();
        UUID last = UUID.fromString(raised.extract().path("evaluations[2].id"));
        Reviews.say(Reviews.decided(last, process, Decision.REJECTED));

        ValidatableResponse answer = answered(process, raised);
        assertThat(resume(answer).findValuesAsText("type")).containsExactly("approve", "reject", "reject");
        answer.body("releases[0]", notNullValue())
                .body("releases[1]", equalTo(null))
                .body("releases[2]", equalTo(null));
    }

    @Test
    void theModelTriesAgainAfterChangesWereAskedForInTheSameThread() {
        String process = published();
        ValidatableResponse raised = raise(process, with(first("refund", "{\"amount\":20}"), 0.5));
        UUID evaluation = evaluation(raised);
        Reviews.say(Reviews.decided(evaluation, process, Decision.CHANGES_REQUESTED));
        assertThat(resume(answered(process, raised))).hasToString("[{\"type\":\"response\",\"args\":\"because\"}]");

        String attempt = with(first("refund", "{\"amount\":10}"), "{\"revises\":\"" + evaluation + "\"}");
        ValidatableResponse again = raise(process, attempt)
                .statusCode(201)
                .body("evaluations[0].id", equalTo(evaluation.toString()))
                .body("evaluations[0].status", equalTo("waiting"));
        // The same once more, as if the answer had been lost.
        raise(process, attempt).statusCode(201).body("evaluations[0].status", equalTo("waiting"));
        Reviews.say(Reviews.decided(evaluation, process, Decision.APPROVED));

        assertThat(resume(answered(process, again))).hasToString("[{\"type\":\"accept\",\"args\":null}]");
        // What the first interrupt asked for is not what was approved.
        assertThat(resume(answered(process, raised)).at("/0/type").asText()).isEqualTo("ignore");
        assertThat(TestTopics.await(
                                Topic.EVALUATIONS,
                                EvaluationRevised.class,
                                event -> event.evaluation().equals(evaluation),
                                PATIENCE)
                        .note())
                .isEqualTo("what the graph says");
    }

    @Test
    void aRevisionIsOfTheSameActionInTheSameProcess() {
        String process = published();
        ValidatableResponse raised = raise(process, with(first("refund", "{\"amount\":20}"), 0.5));
        Reviews.say(Reviews.decided(evaluation(raised), process, Decision.CHANGES_REQUESTED));
        answered(process, raised);
        String revises = "{\"revises\":\"" + evaluation(raised) + "\"}";

        problem(raise(process, with(first("message", "{}"), revises)), 422, "invalid-value")
                .body("errors[0].pointer", equalTo("/proposal/revises"));
        problem(raise(published(), with(first("refund", "{\"amount\":1}"), revises)), 422, "invalid-value");
        problem(
                raise(agent("another-agent"), process, with(first("refund", "{\"amount\":1}"), revises)),
                404,
                "evaluation-not-found");
        problem(raise(process, with(first("refund", "{\"amount\":-1}"), revises)), 422, "payload-invalid")
                .body("errors[0].pointer", equalTo("/interrupt/action_request/args/amount"));
        problem(raise(process, with(first("refund", "{}"), "{\"revises\":7}")), 422, "invalid-value")
                .body("errors[0].pointer", equalTo("/proposal/revises"));
    }

    @Test
    void theInterruptAloneIsEnoughWhereThePolicyRequiresNoMore() {
        String process = published(policy -> ((ObjectNode) policy.path("review")).putArray("requires"));

        ValidatableResponse raised = raise(process, first("refund", "{\"amount\":20}"))
                .statusCode(201)
                .body("evaluations[0].status", equalTo("waiting"));

        EvaluationRecorded event = TestTopics.await(
                Topic.EVALUATIONS,
                EvaluationRecorded.class,
                recorded -> recorded.evaluation().equals(evaluation(raised)),
                PATIENCE);
        assertThat(event.action().target()).isEqualTo("langgraph/refund");
        // For the person who decides.
        assertThat(event.sources()).extracting("excerpt").isEqualTo(List.of("what the graph says"));
    }

    @Test
    void nobodyApprovesBlindAndWhatTheGraphSaysIsNoSource() {
        problem(raise(published(), first("refund", "{\"amount\":20}")), 422, "missing-context")
                .body("errors.pointer", equalTo(List.of("/proposal/sources", "/proposal/case")));
    }

    @Test
    void ofAnInterruptThatIsRefusedNothingIsLeftBehind() throws Exception {
        String process = published();
        String both = "[" + first("refund", "{\"amount\":20}") + "," + first("refund", "{\"amount\":-1}") + "]";

        problem(raise(process, with(both, 0.95)), 422, "payload-invalid")
                .body("errors[0].pointer", equalTo("/interrupt/1/action_request/args/amount"));

        try (var connection = DriverManager.getConnection(database, user, user);
                var query = connection.prepareStatement("select count(*) from evaluation where process = ?")) {
            query.setString(1, process);
            try (var rows = query.executeQuery()) {
                rows.next();
                assertThat(rows.getInt(1)).isZero();
            }
        }
    }

    @Test
    void aRepeatedKeyIsTheSameInterrupt() {
        String process = published();
        String key = UUID.randomUUID().toString();
        String body = with(first("refund", "{\"amount\":20}"), 0.5);
        ValidatableResponse raised =
                raise(agent().header("Idempotency-Key", key), process, body).statusCode(201);

        raise(agent().header("Idempotency-Key", key), process, body)
                .statusCode(200)
                .body("id", equalTo(id(raised)))
                .body("evaluations[0].id", equalTo(evaluation(raised).toString()));
        String other = with(first("refund", "{\"amount\":21}"), 0.5);
        problem(raise(agent().header("Idempotency-Key", key), process, other), 422, "idempotency-key-reused");
        problem(raise(agent().header("Idempotency-Key", key), published(), body), 422, "idempotency-key-reused");
        problem(
                raise(agent().header("Idempotency-Key", "k".repeat(201)), process, body),
                422,
                "idempotency-key-invalid");
    }

    @Test
    void whatIsHeldBackIsNotResumed() {
        String process = published();
        ValidatableResponse raised = raise(process, with(first("refund", "{\"amount\":20}"), 0.5));
        owner().contentType(ContentType.JSON)
                .body("{\"reason\":\"too many refunds\"}")
                .post("/v1/processes/{process}/halt", process)
                .then()
                .statusCode(204);

        Reviews.say(Reviews.decided(evaluation(raised), process, Decision.APPROVED));
        // Nobody who waits for it is told while the process is halted.
        await().atMost(PATIENCE)
                .untilAsserted(() -> agent().get("/v1/evaluations/{id}", evaluation(raised))
                        .then()
                        .body("status", equalTo("released")));

        agent().get("/v1/langgraph/{process}/interrupts/{id}?wait=PT0.2S", process, id(raised))
                .then()
                .statusCode(200)
                .body("evaluations[0].status", equalTo("released"))
                .body("$", not(hasKey("resume")));
    }

    @Test
    void aProcessThatNobodyPublishedBlocks() {
        ValidatableResponse raised =
                raise(Given.freshProcess(), second("refund", "{}")).statusCode(201);

        assertThat(resume(raised).at("/decisions/0/type").asText()).isEqualTo("reject");
        assertThat(resume(raised).at("/decisions/0/message").asText()).contains("no policy is published");
    }

    @Test
    void onlyTheAgentThatAskedFindsTheInterrupt() {
        String process = published();
        String id = id(raise(process, with(first("refund", "{\"amount\":20}"), 0.5)));

        problem(
                agent("another-agent")
                        .get("/v1/langgraph/{process}/interrupts/{id}", process, id)
                        .then(),
                404,
                "interrupt-not-found");
        problem(
                agent().get("/v1/langgraph/{process}/interrupts/{id}", "another-process", id)
                        .then(),
                404,
                "interrupt-not-found");
        problem(
                agent().get("/v1/langgraph/{process}/interrupts/{id}", process, UUID.randomUUID())
                        .then(),
                404,
                "interrupt-not-found");
    }

    @Test
    void onlyAgentsAsk() {
        String body = first("refund", "{\"amount\":20}");

        problem(raise(given().auth().oauth2(Tokens.person("maria", "reviewer")), published(), body), 403, "forbidden");
        problem(raise(owner(), published(), body), 403, "forbidden");
        problem(raise(given(), published(), body), 401, "unauthenticated");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 422 | interrupt-unreadable | ",
                "[] | 422 | interrupt-unreadable | ",
                "{\"interrupt\":{\"action_requests\":[]}} | 422 | interrupt-unreadable | /interrupt/review_configs",
                "{\"interrupt\":[7]} | 422 | interrupt-unreadable | /interrupt/0/action_request",
                "{\"action_request\":{\"action\":\"refund\",\"args\":{\"amount\":1e400}},\"config\":{}} | 422 | interrupt-unreadable | /action_request/args/amount",
                "{\"interrupt\":[],\"propose\":{}} | 422 | unknown-field | /propose",
                "{\"interrupt\":@,\"proposal\":7} | 422 | invalid-value | /proposal",
                "{\"interrupt\":@,\"proposal\":[]} | 422 | invalid-value | /proposal",
                "{\"interrupt\":@,\"proposal\":{\"confidense\":1}} | 422 | unknown-field | /proposal/confidense",
                "{\"interrupt\":@,\"proposal\":{\"action\":{}}} | 422 | unknown-field | /proposal/action",
                "{\"interrupt\":@,\"proposal\":{\"confidence\":2}} | 422 | invalid-value | /proposal/confidence",
                "{\"interrupt\":@,\"proposal\":{\"target\":7}} | 422 | invalid-value | /proposal/target",
                "{\"interrupt\":@,\"proposal\":[{\"case\":{}}]} | 422 | invalid-value | /proposal/0/case",
                "{\"interrupt\":@,\"interrupt\":@} | 400 | malformed-json | ",
            })
    void whatCannotBeReadIsRefusedByItsPlace(String body, int status, String slug, String pointer) {
        ValidatableResponse refusal =
                problem(raise(published(), body.replace("@", first("refund", "{\"amount\":20}"))), status, slug);

        if (status == 422) {
            refusal.body("errors[0].pointer", equalTo(pointer == null ? "" : pointer));
        }
    }

    @Test
    void anEmptyBodyAndAWaitThatIsNoneAreRefused() {
        String process = published();
        String id = id(raise(process, with(first("refund", "{\"amount\":20}"), 0.5)));

        problem(raise(process, ""), 422, "invalid-value");
        problem(
                agent().get("/v1/langgraph/{process}/interrupts/{id}?wait=soon", process, id)
                        .then(),
                422,
                "invalid-value");
    }
}
