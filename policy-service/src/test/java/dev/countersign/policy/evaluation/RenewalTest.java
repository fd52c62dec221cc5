package dev.countersign.policy.evaluation;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.id;
import static dev.countersign.policy.Given.owner;
import static dev.countersign.policy.Given.problem;
import static dev.countersign.policy.Given.proposal;
import static dev.countersign.policy.Given.propose;
import static dev.countersign.policy.Given.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EvaluationEvent.DecisionReturned;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRefreshed;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.policy.Given;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.Reviews;
import dev.countersign.policy.TestClock;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PolicyServiceTest
class RenewalTest {

    private static final String PAYLOAD = "{\"amount\": 20, \"text\": \"Sorry for the delay\"}";

    @Inject
    TestClock clock;

    @AfterEach
    void time() {
        clock.reset();
    }

    private static String fresh() {
        return published(RenewalTest::freshForTwoHours);
    }

    private static void freshForTwoHours(ObjectNode policy) {
        ((ObjectNode) policy.get("review")).put("freshFor", "PT2H");
    }

    private static ValidatableResponse read(UUID id) {
        return agent().get("/v1/evaluations/{id}", id).then().statusCode(200);
    }

    private static ValidatableResponse renew(UUID id, String facts) {
        return agent().body(facts).post("/v1/evaluations/{id}/renewal", id).then();
    }

    private static UUID approved(String process) {
        UUID id = id(propose(proposal(process).put("confidence", 0.5)));
        Reviews.say(Reviews.decided(id, process, Decision.APPROVED));
        decided(id).body("status", equalTo("released"));
        return id;
    }

    private static ValidatableResponse decided(UUID id) {
        return agent().get("/v1/evaluations/{id}?wait=PT20S", id).then().statusCode(200);
    }

    private static DecisionReturned returned(UUID id) {
        return TestTopics.await(
                Topic.EVALUATIONS,
                DecisionReturned.class,
                event -> event.evaluation().equals(id),
                PATIENCE);
    }

    @Test
    void aDecisionThatGrewOldHasNoReleaseUntilItIsRenewedAndIsFreshFromThenOn() {
        UUID id = approved(fresh());

        clock.advance(Duration.ofHours(3));

        read(id).body("status", equalTo("released"))
                .body("release", nullValue())
                .body("held.code", equalTo(List.of("stale")));
        String release = renew(id, "{\"case\": {\"id\": \"case-1\", \"subject\": \"customer/mia\"}}")
                .statusCode(200)
                .body("held", nullValue())
                .extract()
                .path("release");
        read(id).body("release", equalTo(release));
        clock.advance(Duration.ofMinutes(110));
        String later = read(id).body("release", notNullValue()).extract().path("release");
        assertThat(later).isNotEqualTo(release);
        EvaluationRefreshed refreshed = TestTopics.await(
                Topic.EVALUATIONS,
                EvaluationRefreshed.class,
                event -> event.evaluation().equals(id),
                PATIENCE);
        assertThat(refreshed.passes()).isTrue();
        assertThat(refreshed.content()).isNotNull();
        assertThat(refreshed.content().attributes()).isEmpty();
        assertThat(refreshed.before()).as("as it was").isEqualTo(Given.json("{\"amount\": 0}"));
        redeem(later).statusCode(200);
    }

    @Test
    void aRenewalWithoutABodySaysThatNothingHasChanged() {
        UUID id = approved(fresh());
        clock.advance(Duration.ofHours(3));

        agent().post("/v1/evaluations/{id}/renewal", id).then().statusCode(200).body("release", notNullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'before': {'amount': 5}}|before-changed",
                "{'before': null}|before-changed",
                "{'signals': ['complaint']}|signal-fired",
                "{'case': {'id': 'case-1', 'attributes': {'accountOwner': 'person:tom', 'angry': true}}}|signal-fired",
            })
    void whatThePersonCannotHaveKnownGoesBackToThem(String facts, String code) {
        String process = published(policy -> {
            freshForTwoHours(policy);
            ((ObjectNode) policy.at("/patterns/exception-escalation/signals"))
                    .putObject("angry")
                    .put("when", "has(case.attributes.angry) && case.attributes.angry == true");
        });
        UUID id = approved(process);
        clock.advance(Duration.ofHours(3));

        renew(id, facts.replace('\'', '"'))
                .statusCode(200)
                .body("status", equalTo("waiting"))
                .body("decision", nullValue())
                .body("release", nullValue());

        assertThat(returned(id).reasons())
                .singleElement()
                .satisfies(reason -> assertThat(reason.code()).isEqualTo(code));
        EvaluationRefreshed refreshed = TestTopics.await(
                Topic.EVALUATIONS,
                EvaluationRefreshed.class,
                event -> event.evaluation().equals(id),
                PATIENCE);
        assertThat(refreshed.passes()).isFalse();
        Reviews.say(Reviews.decided(id, process, Decision.APPROVED));
        clock.reset();
        decided(id).body("status", equalTo("released")).body("release", notNullValue());
    }

    @Test
    void theSameStateWrittenOtherwiseIsTheSame() {
        UUID id = approved(fresh());
        clock.advance(Duration.ofHours(3));

        renew(id, "{\"before\": { \"amount\" : 0.0 }, \"signals\": []}").body("release", notNullValue());
    }

    @Test
    void whatThePolicyBlocksByNowGoesBackToItsOwner() {
        String process = fresh();
        UUID id = approved(process);
        ObjectNode closed = Given.policy(process);
        freshForTwoHours(closed);
        ((ObjectNode) closed.get("actions")).remove("refund");
        Given.publish(process, closed).statusCode(201);
        clock.advance(Duration.ofHours(3));

        renew(id, "{}").statusCode(200).body("status", equalTo("waiting"));

        assertThat(returned(id).reasons().getFirst().code()).isEqualTo("unknown-action-type");
    }

    @Test
    void whatNobodySawIsRenewedWhereItWouldGoWithoutAPersonAgain() {
        String process = fresh();
        UUID goes = id(propose(proposal(process)).body("status", equalTo("released")));
        UUID doesNot = id(propose(proposal(process)).body("status", equalTo("released")));
        clock.advance(Duration.ofHours(3));
        read(goes).body("release", nullValue()).body("held.code", equalTo(List.of("stale")));

        renew(goes, "{\"before\": {\"amount\": 5}}").body("release", notNullValue());
        renew(doesNot, "{\"confidence\": 0.5}")
                .body("status", equalTo("withdrawn"))
                .body("decision.outcome", equalTo("withdrawn"))
                .body("release", nullValue());
    }

    @Test
    void aDecisionThatIsHeardOfTooLateIsKeptAndHasToBeRenewed() {
        String process = fresh();
        UUID id = id(propose(proposal(process).put("confidence", 0.5)));
        clock.advance(Duration.ofHours(3));

        Reviews.say(Reviews.decided(id, process, Decision.APPROVED));

        decided(id).body("status", equalTo("released")).body("release", nullValue());
        renew(id, "{}").body("release", notNullValue());
    }

    @Test
    void aGoodReleaseStaysWhileItsDecisionStandsAndEndsWhenItDoesNot() {
        UUID id = approved(fresh());
        String release = read(id).extract().path("release");

        renew(id, "{}").body("release", equalTo(release));
        renew(id, "{\"before\": {\"amount\": 5}}").body("status", equalTo("waiting"));

        problem(redeem(release), 422, "release-invalid");
    }

    @Test
    void onlyWhatIsReleasedAndNotUsedUpIsRenewedAndOnlyByItsAgent() {
        String process = fresh();
        UUID waiting = id(propose(proposal(process).put("confidence", 0.5)));
        ValidatableResponse released = propose(proposal(process));

        problem(renew(waiting, "{}"), 409, "not-renewable");
        problem(
                agent("somebody-else")
                        .body("{}")
                        .post("/v1/evaluations/{id}/renewal", id(released))
                        .then(),
                404,
                "evaluation-not-found");
        owner().contentType("application/json")
                .body("{\"reason\": \"wait\"}")
                .post("/v1/processes/{process}/halt", process);
        problem(renew(id(released), "{}"), 409, "halted");
        owner().post("/v1/processes/{process}/resume", process);
        redeem(released.extract().path("release")).statusCode(200);
        problem(renew(id(released), "{}"), 409, "not-renewable");
        problem(renew(id(released), "{\"payload\": {}}"), 422, "unknown-field");
    }

    private static ValidatableResponse redeem(String release) {
        return agent().body("{\"release\": \"" + release + "\", \"payload\": " + PAYLOAD + "}")
                .post("/v1/releases/redeem")
                .then();
    }
}
