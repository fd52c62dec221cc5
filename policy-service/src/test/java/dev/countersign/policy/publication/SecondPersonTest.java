package dev.countersign.policy.publication;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static dev.countersign.policy.Given.freshProcess;
import static dev.countersign.policy.Given.owner;
import static dev.countersign.policy.Given.policy;
import static dev.countersign.policy.Given.problem;
import static dev.countersign.policy.Given.proposal;
import static dev.countersign.policy.Given.propose;
import static dev.countersign.policy.Given.publish;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.event.EvaluationEvent.PolicyPublished;
import dev.countersign.contracts.event.EvaluationEvent.PublicationAgreed;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.localstack.test.Tokens;
import dev.countersign.policy.PolicyServiceTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What loosens waits for somebody else to agree. */
@PolicyServiceTest
class SecondPersonTest {

    private static final String LOWER = "the confidence threshold falls from 0.9 to 0.5: fewer actions go to a person";

    /** A policy that lets more go without a person than the one that tests start from. */
    private static ObjectNode looser(String process) {
        ObjectNode policy = policy(process);
        ((ObjectNode) policy.at("/patterns/confidence-gated")).put("threshold", 0.5);
        return policy;
    }

    private static String process() {
        String process = freshProcess();
        publish(process, policy(process)).statusCode(201);
        return process;
    }

    private static String proposed(String process) {
        return publish(process, looser(process)).statusCode(202).extract().path("publication");
    }

    private static ValidatableResponse agree(String process, String publication, String person) {
        return owner(person)
                .post("/v1/processes/{process}/policy/publications/{id}/agree", process, publication)
                .then();
    }

    private static ValidatableResponse decline(String process, String publication, String person, String body) {
        return owner(person)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/processes/{process}/policy/publications/{id}/decline", process, publication)
                .then();
    }

    private static ValidatableResponse get(String process, String path) {
        return owner().get("/v1/processes/{process}/policy" + path, process).then();
    }

    @Test
    void whatLoosensIsInForceOnlyOnceASecondPersonAgrees() {
        String process = process();
        ObjectNode unsure = proposal(process).put("confidence", 0.6);

        String publication = publish(process, looser(process))
                .statusCode(202)
                .header("Location", endsWith("/publications/" + uuid(process)))
                .body("process", equalTo(process))
                .body("status", equalTo("waiting-for-second-person"))
                .body("basedOn", equalTo(1))
                .body("loosens", equalTo(List.of(LOWER)))
                .body("proposedBy", equalTo("grace"))
                .extract()
                .path("publication");
        propose(unsure).body("outcome", equalTo("review")).body("policyVersion", equalTo(1));

        agree(process, publication, "hugo")
                .statusCode(201)
                .header("Location", endsWith("/policy/versions/2"))
                .body("version", equalTo(2))
                .body("publishedBy", equalTo("grace"))
                .body("agreedBy", equalTo("hugo"));

        propose(unsure).body("outcome", equalTo("proceed")).body("policyVersion", equalTo(2));
        get(process, "/versions").body("items.agreedBy", equalTo(Arrays.asList("hugo", null)));
        get(process, "/publications/" + publication)
                .body("status", equalTo("published"))
                .body("version", equalTo(2))
                .body("settledBy", equalTo("hugo"))
                .body("settledAt", notNullValue());
    }

    private static String uuid(String process) {
        return get(process, "/publications").extract().path("items[0].publication");
    }

    @Test
    void theLogHearsWhoAgreedToWhat() {
        String process = process();
        String publication = proposed(process);
        agree(process, publication, "hugo").statusCode(201);

        PublicationAgreed agreed = TestTopics.await(
                Topic.EVALUATIONS,
                PublicationAgreed.class,
                event -> event.process().equals(process),
                PATIENCE);
        PolicyPublished published = TestTopics.await(
                Topic.EVALUATIONS,
                PolicyPublished.class,
                event -> event.process().equals(process) && event.version() == 2,
                PATIENCE);

        assertThat(published.by()).isEqualTo("grace");
        assertThat(agreed.publication()).hasToString(publication);
        assertThat(agreed.version()).isEqualTo(2);
        assertThat(agreed.proposedBy()).isEqualTo("grace");
        assertThat(agreed.agreedBy()).isEqualTo("hugo");
        assertThat(agreed.loosens()).containsExactly(LOWER);
    }

    @Test
    void whoeverProposedItIsNoSecondPersonAndNoAgentIs() {
        String process = process();
        String publication = proposed(process);
        String agent = Tokens.builder()
                .client("refund-agent")
                .name("service-account-refund-agent")
                .roles("agent", "process-owner")
                .mint();

        problem(agree(process, publication, "grace"), 403, "second-person-needed");
        problem(
                given().auth()
                        .oauth2(agent)
                        .post("/v1/processes/{process}/policy/publications/{id}/agree", process, publication)
                        .then(),
                403,
                "second-person-needed");
        problem(
                given().auth()
                        .oauth2(Tokens.person("maria", "reviewer"))
                        .post("/v1/processes/{process}/policy/publications/{id}/agree", process, publication)
                        .then(),
                403,
                "forbidden");

        get(process, "").body("version", equalTo(1));
    }

    @Test
    void oneOfTwoWhoAgreeAtOncePublishes() throws Exception {
        for (int round = 0; round < 5; round++) {
            String process = process();
            String publication = proposed(process);
            try (var pool = Executors.newFixedThreadPool(4)) {
                var answers = Stream.of("hugo", "ines", "karl", "lena")
                        .map(person -> pool.submit(() ->
                                agree(process, publication, person).extract().statusCode()))
                        .toList();
                assertThat(answers).extracting(answer -> answer.get()).containsExactlyInAnyOrder(201, 409, 409, 409);
            }
            get(process, "/versions").body("items.version", equalTo(List.of(2, 1)));
        }
    }

    @Test
    void anotherVersionMeanwhileSupersedesIt() {
        String process = process();
        String publication = proposed(process);
        publish(process, policy(process).put("title", "Other")).statusCode(201);

        problem(agree(process, publication, "hugo"), 409, "publication-superseded");
        problem(decline(process, publication, "hugo", "{\"reason\": \"no\"}"), 409, "publication-superseded");
        get(process, "/publications?status=superseded")
                .body("items.publication", equalTo(List.of(publication)))
                .body("items[0].reason", equalTo("another version was published meanwhile"));
        get(process, "").body("version", equalTo(2));
    }

    @Test
    void ofTwoThatWaitTheOneThatIsAgreedToSupersedesTheOther() {
        String process = process();
        String one = proposed(process);
        String other = publish(process, looser(process).put("title", "Other"))
                .statusCode(202)
                .extract()
                .path("publication");

        agree(process, other, "hugo").statusCode(201).body("version", equalTo(2));

        problem(agree(process, one, "hugo"), 409, "publication-superseded");
        get(process, "/publications/" + other).body("status", equalTo("published"));
    }

    @Test
    void whatIsDeclinedIsNotPublished() {
        String process = process();
        String publication = proposed(process);

        problem(decline(process, publication, "hugo", "{}"), 422, "invalid-value");
        decline(process, publication, "hugo", "{\"reason\": \"not before the evidence is in\"}")
                .statusCode(200)
                .body("status", equalTo("declined"))
                .body("settledBy", equalTo("hugo"))
                .body("reason", equalTo("not before the evidence is in"));

        problem(agree(process, publication, "ines"), 409, "publication-settled");
        get(process, "").body("version", equalTo(1));
        publish(process, looser(process)).statusCode(202);
    }

    @Test
    void whoeverProposedItTakesItBackByDeclining() {
        String process = process();
        String publication = proposed(process);

        decline(process, publication, "grace", "{\"reason\": \"a mistake\"}").statusCode(200);

        problem(agree(process, publication, "hugo"), 409, "publication-settled");
    }

    @Test
    void theSameOnceMoreIsTheSamePublication() {
        String process = process();
        String publication = proposed(process);

        publish(process, looser(process)).statusCode(202).body("publication", equalTo(publication));
        owner("hugo")
                .contentType(ContentType.JSON)
                .body(looser(process).toString())
                .put("/v1/processes/{process}/policy", process)
                .then()
                .statusCode(202)
                .body("publication", equalTo(publication))
                .body("proposedBy", equalTo("grace"));

        get(process, "/publications").body("items", hasSize(1));
    }

    @Test
    void aPublicationShowsItsDocumentAndWhatItWouldChange() {
        String process = process();
        String publication = proposed(process);

        get(process, "/publications/" + publication)
                .statusCode(200)
                .body("document.process", equalTo(process))
                .body("changes.path", equalTo(List.of("/patterns/confidence-gated/threshold")))
                .body("changes.effect", equalTo(List.of("looser")));
        get(process, "/publications?status=waiting-for-second-person")
                .body("items", hasSize(1))
                .body("items[0].document", nullValue())
                .body("items[0].loosens", equalTo(List.of(LOWER)));
        get(process, "/publications?status=published").body("items", hasSize(0));
    }

    @Test
    void publicationsArePagedNewestFirst() {
        String process = process();
        List<String> all = Stream.of("One", "Two", "Three")
                .map(title -> publish(process, looser(process).put("title", title))
                        .statusCode(202)
                        .extract()
                        .<String>path("publication"))
                .toList();

        String next = get(process, "/publications?limit=2")
                .body("items.publication", equalTo(List.of(all.get(2), all.get(1))))
                .extract()
                .path("next");

        get(process, "/publications?limit=2&cursor=" + next)
                .body("items.publication", equalTo(List.of(all.getFirst())))
                .body("next", nullValue());
        problem(get(process, "/publications?cursor=x"), 422, "invalid-value");
        problem(get(process, "/publications?status=x"), 422, "invalid-value");
    }

    @Test
    void aPublicationIsOfItsProcess() {
        String process = process();
        String publication = proposed(process);

        problem(agree(process(), publication, "hugo"), 404, "publication-not-found");
        problem(agree(process, UUID.randomUUID().toString(), "hugo"), 404, "publication-not-found");
        problem(get(process, "/publications/" + UUID.randomUUID()), 404, "publication-not-found");
    }

    @Test
    void aDryRunSaysWhetherASecondPersonIsNeededAndWhy() {
        String process = process();

        owner().contentType(ContentType.JSON)
                .body(looser(process).toString())
                .put("/v1/processes/{process}/policy?dryRun=true", process)
                .then()
                .statusCode(200)
                .body("version", equalTo(2))
                .body("published", equalTo(false))
                .body("needsSecondPerson", equalTo(true))
                .body("loosens", equalTo(List.of(LOWER)))
                .body("changes.path", equalTo(List.of("/patterns/confidence-gated/threshold")));

        get(process, "/publications").body("items", hasSize(0));
    }

    @Test
    void theFirstVersionHasNothingToLoosen() {
        String process = freshProcess();

        publish(process, looser(process)).statusCode(201).body("agreedBy", nullValue());
    }

    @Test
    void anEarlierVersionComesBackAsANewOne() {
        String process = process();
        ObjectNode stricter = policy(process);
        ((ObjectNode) stricter.at("/patterns/confidence-gated")).put("threshold", 0.99);
        publish(process, stricter).statusCode(201);
        publish(process, stricter.put("title", "Other")).statusCode(201);

        restore(process, 2)
                .statusCode(201)
                .header("Location", endsWith("/policy/versions/4"))
                .body("version", equalTo(4))
                .body("restoredFrom", equalTo(2));

        get(process, "").body("document.title", equalTo("Refunds by the service agent"));
        restore(process, 4).statusCode(200).body("version", equalTo(4));
        problem(restore(process, 99), 404, "policy-not-found");
    }

    @Test
    void rollingBackToALooserVersionNeedsASecondPersonToo() {
        String process = process();
        ObjectNode stricter = policy(process);
        ((ObjectNode) stricter.at("/patterns/confidence-gated")).put("threshold", 0.99);
        publish(process, stricter).statusCode(201);

        String publication = restore(process, 1)
                .statusCode(202)
                .body("restoredFrom", equalTo(1))
                .extract()
                .path("publication");

        agree(process, publication, "hugo")
                .statusCode(201)
                .body("version", equalTo(3))
                .body("restoredFrom", equalTo(1))
                .body("agreedBy", equalTo("hugo"));
    }

    private static ValidatableResponse restore(String process, int version) {
        return owner().post("/v1/processes/{process}/policy/versions/{version}/restore", process, version)
                .then();
    }
}
