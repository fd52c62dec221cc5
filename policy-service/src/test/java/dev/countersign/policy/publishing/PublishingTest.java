package dev.countersign.policy.publishing;

import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.freshProcess;
import static dev.countersign.policy.Given.owner;
import static dev.countersign.policy.Given.policy;
import static dev.countersign.policy.Given.problem;
import static dev.countersign.policy.Given.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.countersign.contracts.event.EvaluationEvent.PolicyPublished;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.policy.PolicyServiceTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PolicyServiceTest
class PublishingTest {

    private static ValidatableResponse yaml(String process, String body) {
        return owner().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/yaml", ContentType.TEXT)))
                .contentType("application/yaml")
                .body(body)
                .put("/v1/processes/{process}/policy", process)
                .then();
    }

    @Test
    void aPolicyInYamlIsPublishedAndToldToAll() throws Exception {
        String process = freshProcess();

        yaml(process, "# what may the agent do?\n" + new YAMLMapper().writeValueAsString(policy(process)))
                .statusCode(201)
                .header("Location", endsWith("/v1/processes/" + process + "/policy/versions/1"))
                .body("version", equalTo(1))
                .body("publishedBy", equalTo("grace"))
                .body("publishedAt", endsWith("Z"));

        PolicyPublished told = TestTopics.await(
                Topic.EVALUATIONS,
                PolicyPublished.class,
                event -> event.process().equals(process),
                Duration.ofSeconds(20));
        assertThat(told.by()).isEqualTo("grace");
        assertThat(told.document().actions()).containsOnlyKeys("refund", "message");
    }

    @Test
    void everyVersionStays() {
        String process = freshProcess();
        for (int i = 1; i <= 3; i++) {
            ObjectNode version = policy(process);
            version.put("title", "Version " + i);
            publish(process, version).statusCode(201).body("version", equalTo(i));
        }

        owner().get("/v1/processes/{process}/policy", process)
                .then()
                .statusCode(200)
                .body("version", equalTo(3))
                .body("document.title", equalTo("Version 3"));
        owner().get("/v1/processes/{process}/policy/versions/1", process)
                .then()
                .body("document.title", equalTo("Version 1"));
        String next = owner().get("/v1/processes/{process}/policy/versions?limit=2", process)
                .then()
                .body("items.version", equalTo(java.util.List.of(3, 2)))
                .body("next", notNullValue())
                .extract()
                .path("next");
        owner().get("/v1/processes/{process}/policy/versions?limit=2&cursor={next}", process, next)
                .then()
                .body("items.version", equalTo(java.util.List.of(1)))
                .body("next", nullValue());
    }

    @Test
    void aDryRunPublishesNothing() {
        String process = freshProcess();

        owner().contentType(ContentType.JSON)
                .body(policy(process).toString())
                .put("/v1/processes/{process}/policy?dryRun=true", process)
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("published", equalTo(false));

        problem(owner().get("/v1/processes/{process}/policy", process).then(), 404, "policy-not-found");
    }

    @Test
    void whatIsWrongIsListedWithItsFields() {
        String process = freshProcess();
        ObjectNode policy = policy(process);
        policy.put("impact", "financial").remove("notify");

        problem(publish(process, policy), 422, "policy-refused")
                .body("errors", hasSize(2))
                .body("errors.pointer", equalTo(java.util.List.of("/notify", "/actions/refund/patterns")));
    }

    @Test
    void thePolicyIsOfTheProcessInTheAddress() {
        problem(publish(freshProcess(), policy("another")), 422, "policy-refused")
                .body("errors[0].pointer", equalTo("/process"));
    }

    @Test
    void ofManyPublishedAtOnceEveryOneHasAVersionOfItsOwn() throws Exception {
        String process = freshProcess();
        try (var pool = Executors.newFixedThreadPool(6)) {
            var answers = IntStream.range(0, 12)
                    .mapToObj(i -> pool.submit(() -> publish(process, policy(process))
                            .statusCode(201)
                            .extract()
                            .<Integer>path("version")))
                    .toList();
            Set<Integer> versions = new HashSet<>();
            for (Future<Integer> answer : answers) {
                versions.add(answer.get());
            }
            assertThat(versions).hasSize(12).contains(1, 12);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "process: [unclosed",
                "process: a\nprocess: b\n",
                "a: &x [1, 2]\nb: *x\n",
                "a: &a [x]\nb: [*a, *a]\n",
                "--- {}\n--- {}\n",
                "process: !!javax.script.ScriptEngineManager [x]\n",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                ""
            })
    void yamlThatIsMoreThanDataIsRefused(String body) {
        problem(yaml("refunds", body), 400, "malformed-policy");
    }

    @Test
    void jsonWithAKeyTwiceIsRefused() {
        problem(
                owner().contentType(ContentType.JSON)
                        .body("{\"process\":\"a\",\"process\":\"b\"}")
                        .put("/v1/processes/refunds/policy")
                        .then(),
                400,
                "malformed-json");
    }

    @Test
    void aHugePolicyIsRefused() {
        problem(yaml("refunds", "title: " + "x".repeat(300_000)), 413, "body-too-large")
                .body("detail", containsString("256 KiB"));
    }

    @Test
    void publishingIsForProcessOwners() {
        String process = freshProcess();

        problem(
                agent().body(policy(process).toString())
                        .put("/v1/processes/{process}/policy", process)
                        .then(),
                403,
                "forbidden");
        problem(agent().get("/v1/processes/{process}/policy", process).then(), 403, "forbidden");
    }
}
