package dev.countersign.policy.publication;

import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.freshProcess;
import static dev.countersign.policy.Given.owner;
import static dev.countersign.policy.Given.policy;
import static dev.countersign.policy.Given.problem;
import static dev.countersign.policy.Given.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.policy.Given;
import dev.countersign.policy.PolicyServiceTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PolicyServiceTest
class DraftTest {

    private static final String DRAFT = "/v1/processes/{process}/policy/draft";

    private static ValidatableResponse put(RequestSpecification by, String process, String json) {
        return by.contentType(ContentType.JSON).body(json).put(DRAFT, process).then();
    }

    private static ValidatableResponse put(String process, ObjectNode policy) {
        return put(owner(), process, policy.toString());
    }

    private static ValidatableResponse yaml(String process, String text) {
        return owner().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/yaml", ContentType.TEXT)))
                .contentType("application/yaml")
                .body(text)
                .put(DRAFT, process)
                .then();
    }

    private static ValidatableResponse get(String process) {
        return owner().get(DRAFT, process).then();
    }

    private static ValidatableResponse publishDraft(RequestSpecification by, String process) {
        return by.post(DRAFT + "/publish", process).then();
    }

    private static String tag(ValidatableResponse answer) {
        return answer.extract().header("ETag");
    }

    @Test
    void whatIsIncompleteIsKeptAndSaysWhatItNeeds() {
        String process = freshProcess();
        String text = "# to be done\nprocess: " + process + "\ntitle: Refunds\nimpakt: low\n";

        yaml(process, text)
                .statusCode(201)
                .body("changedBy", equalTo("grace"))
                .body("changedAt", endsWith("Z"))
                .body("findings.pointer", hasItem("/sla"))
                .body("findings.detail", hasItem("\"impakt\" is not known here; did you mean \"impact\"?"))
                .body("loosens", nullValue())
                .body("changes", nullValue());

        get(process)
                .statusCode(200)
                .body("format", equalTo("yaml"))
                .body("source", equalTo(text))
                .body("document.title", equalTo("Refunds"));
        problem(owner().get("/v1/processes/{process}/policy", process).then(), 404, "policy-not-found");
        problem(publishDraft(owner(), process), 422, "policy-refused");
        get(process).statusCode(200);
    }

    @Test
    void aProcessHasOneDraft() {
        String process = freshProcess();
        put(process, policy(process).put("title", "One")).statusCode(201);
        put(owner("hugo"), process, policy(process).put("title", "Two").toString())
                .statusCode(200)
                .body("changedBy", equalTo("hugo"));

        get(process).body("document.title", equalTo("Two")).body("findings", hasSize(0));
    }

    @Test
    void nobodyWritesOverAStateThatTheyHaveNotSeen() {
        String process = freshProcess();
        String first = tag(put(process, policy(process)));
        String second = tag(put(
                        owner("hugo").header("If-Match", first),
                        process,
                        policy(process).toString())
                .statusCode(200));

        problem(put(owner().header("If-Match", first), process, policy(process).toString()), 412, "stale-draft");
        problem(owner().header("If-Match", first).delete(DRAFT, process).then(), 412, "stale-draft");
        problem(publishDraft(owner().header("If-Match", first), process), 412, "stale-draft");

        assertThat(tag(get(process))).isEqualTo(second).isNotEqualTo(first);
        owner().header("If-Match", second).delete(DRAFT, process).then().statusCode(204);
        put(process, policy(process)).statusCode(201);
        problem(put(owner().header("If-Match", second), process, policy(process).toString()), 412, "stale-draft");
    }

    @Test
    void ofManyWhoHaveSeenTheSameStateOneWrites() throws Exception {
        String process = freshProcess();
        String seen = tag(put(process, policy(process)));
        try (var pool = Executors.newFixedThreadPool(6)) {
            var answers = IntStream.range(0, 6)
                    .mapToObj(i -> pool.submit(() -> put(
                                    owner().header("If-Match", seen),
                                    process,
                                    policy(process).put("title", "Title " + i).toString())
                            .extract()
                            .statusCode()))
                    .toList();
            assertThat(answers)
                    .extracting(answer -> answer.get())
                    .containsExactlyInAnyOrder(200, 412, 412, 412, 412, 412);
        }
    }

    @Test
    void aDraftThatIsPublishedIsGone() {
        String process = freshProcess();
        String tag = tag(put(process, policy(process)));

        publishDraft(owner("hugo").header("If-Match", tag), process)
                .statusCode(201)
                .body("version", equalTo(1))
                .body("publishedBy", equalTo("hugo"));

        problem(get(process), 404, "draft-not-found");
        put(process, policy(process)).statusCode(201);
        publishDraft(owner(), process).statusCode(200).body("version", equalTo(1));
        problem(get(process), 404, "draft-not-found");
    }

    @Test
    void aDraftThatLoosensStaysUntilASecondPersonAgrees() {
        String process = looseningDraft();
        String publication = publishDraft(owner(), process)
                .statusCode(202)
                .body("loosens", hasSize(1))
                .extract()
                .path("publication");
        get(process).statusCode(200);

        agree(process, publication).statusCode(201).body("version", equalTo(2));

        problem(get(process), 404, "draft-not-found");
    }

    @Test
    void aDraftThatWasChangedMeanwhileStaysWhenItsFormerStateIsAgreedTo() {
        String process = looseningDraft();
        String publication =
                publishDraft(owner(), process).statusCode(202).extract().path("publication");
        put(process, policy(process).put("title", "Another thought")).statusCode(200);

        agree(process, publication).statusCode(201);

        get(process).statusCode(200).body("document.title", equalTo("Another thought"));
    }

    @Test
    void aDraftOfWhatWaitsAlreadyIsDoneWithIt() {
        String process = looseningDraft();
        ObjectNode same = (ObjectNode)
                Given.json(get(process).extract().body().asString()).get("document");
        String publication = publish(process, same).statusCode(202).extract().path("publication");

        publishDraft(owner(), process).statusCode(202).body("publication", equalTo(publication));

        agree(process, publication).statusCode(201);
        problem(get(process), 404, "draft-not-found");
    }

    private static String looseningDraft() {
        String process = freshProcess();
        publish(process, policy(process)).statusCode(201);
        ObjectNode looser = policy(process);
        ((ObjectNode) looser.at("/patterns/confidence-gated")).put("threshold", 0.5);
        put(process, looser)
                .body("loosens", hasSize(1))
                .body("changes.path", equalTo(List.of("/patterns/confidence-gated/threshold")));
        return process;
    }

    private static ValidatableResponse agree(String process, String publication) {
        return owner("hugo")
                .post("/v1/processes/{process}/policy/publications/{id}/agree", process, publication)
                .then();
    }

    @Test
    void whatIsThrownAwayIsGone() {
        String process = freshProcess();
        put(process, policy(process)).statusCode(201);

        owner().delete(DRAFT, process).then().statusCode(204);

        problem(get(process), 404, "draft-not-found");
        problem(owner().delete(DRAFT, process).then(), 404, "draft-not-found");
        problem(publishDraft(owner(), process), 404, "draft-not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"process: [unclosed", "process: a\nprocess: b\n", "a: &x [1]\nb: *x\n", ""})
    void whatIsNotWellFormedIsNotKept(String text) {
        String process = freshProcess();

        problem(yaml(process, text), 400, "malformed-policy");

        problem(get(process), 404, "draft-not-found");
    }

    @Test
    void draftsAreForProcessOwners() {
        String process = freshProcess();

        problem(put(agent(), process, policy(process).toString()), 403, "forbidden");
        problem(agent().get(DRAFT, process).then(), 403, "forbidden");
    }
}
