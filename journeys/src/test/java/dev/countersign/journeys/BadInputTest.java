package dev.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.journeys.QueueRoom.Verdict;
import dev.countersign.localstack.Service;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is wrong is refused with a problem that says what, from one end of the house to the other. */
@Journey
class BadInputTest {

    private static final String AGENT = "demo-agent";
    private static final String PROCESS = "bad-input-journey";

    private final House house;
    private final ObjectNode note = Policies.note(PROCESS, "diary/1", "All is well.");

    BadInputTest(House house) {
        this.house = house;
    }

    @BeforeEach
    void publish() {
        house.policy().publish(PROCESS, Policies.reviewed(PROCESS, "'person:maria'", Policies.ALL_DAY));
    }

    @Test
    void malformedJsonIsRefused() {
        Answer answer = house.agent(AGENT, Service.POLICY)
                .send("POST", "/v1/evaluations", "application/json", "{\"process\": ", "Idempotency-Key", key());

        refused(answer, 400, "malformed-json");
    }

    @Test
    void anUnknownFieldIsRefusedWithTheNearestKnownName() {
        note.put("confidance", 0.5);

        Answer answer = house.policy().tryPropose(AGENT, note, key());

        refused(answer, 422, "unknown-field");
        assertThat(answer.text()).contains("confidence");
    }

    @Test
    void confidenceOutsideOfItsRangeIsRefused() {
        note.put("confidence", 1.4);

        Answer answer = house.policy().tryPropose(AGENT, note, key());

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.body().path("errors").path(0).path("pointer").asText())
                .isEqualTo("/confidence");
    }

    @Test
    void aPayloadAgainstItsSchemaIsRefused() {
        note.withObject("/action").withObject("payload").put("colour", "red");

        Answer answer = house.policy().tryPropose(AGENT, note, key());

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.problem()).isNotEmpty();
    }

    @Test
    void nobodyApprovesBlindSoAProposalWithoutItsCaseIsRefused() {
        note.remove("case");

        Answer answer = house.policy().tryPropose(AGENT, note, key());

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.text()).contains("case");
    }

    @Test
    void aProcessWithoutAPolicyIsBlocked() {
        note.put("process", "nobody-knows-this");

        Evaluation evaluation = house.policy().propose(AGENT, note, key());

        assertThat(evaluation.outcome()).isEqualTo("block");
        assertThat(evaluation.status()).isEqualTo("blocked");
        assertThat(evaluation.release()).isNull();
    }

    @Test
    void anUnknownActionIsBlocked() {
        note.withObject("/action").put("type", "burn_diary");

        assertThat(house.policy().propose(AGENT, note, key()).outcome()).isEqualTo("block");
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        note.withObject("/action").withObject("payload").put("text", "x".repeat(1_100_000));

        refused(house.policy().tryPropose(AGENT, note, key()), 413, "body-too-large");
    }

    @Test
    void theSameKeyGivesTheSameEvaluationAndWithAnotherBodyNone() {
        String key = key();
        Answer first = house.policy().tryPropose(AGENT, note, key).expect(201);

        Answer again = house.policy().tryPropose(AGENT, note, key).expect(200);
        Answer other = house.policy().tryPropose(AGENT, Policies.note(PROCESS, "diary/1", "All is lost."), key);

        assertThat(again.as(Evaluation.class).id())
                .isEqualTo(first.as(Evaluation.class).id());
        assertThat(other.status()).as(other.toString()).isEqualTo(422);
    }

    @Test
    void aSecondDecisionIsRefused() {
        UUID review = waiting().reviewId();
        house.queue().decide("maria", review, Verdict.approve()).expect(200);

        Answer second = house.queue().decide("maria", review, Verdict.reject("wrong"));

        assertThat(second.status()).as(second.toString()).isEqualTo(409);
        assertThat(second.problem()).isNotEmpty();
    }

    @Test
    void aDecisionOnSomethingThatHasChangedMeanwhileIsRefused() {
        UUID review = waiting().reviewId();
        String tag = house.queue().review("maria", review).expect(200).header("ETag");
        house.queue().claim("maria", review).expect(200);

        Answer late = house.queue().decide("maria", review, Verdict.approve(), tag);

        assertThat(late.status()).as(late.toString()).isIn(409, 412);
    }

    @Test
    void anEditAgainstTheSchemaIsRefused() {
        UUID review = waiting().reviewId();

        Answer answer = house.queue()
                .decide("maria", review, Verdict.approve(Payloads.json("{\"text\": \"\", \"colour\": \"red\"}")));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.body().path("errors")).isNotEmpty();
    }

    @Test
    void anOutsiderCannotLearnThatAReviewExists() {
        UUID review = waiting().reviewId();

        Answer real = house.queue().review("rosa", review);
        Answer invented = house.queue().review("rosa", new UUID(7, 7));

        refused(real, 404, "review-not-found");
        refused(invented, 404, "review-not-found");
    }

    @Test
    void aReleaseIsRedeemedOnceAndForItsPayloadOnly() {
        Evaluation waiting = waiting();
        house.queue().decide("maria", waiting.reviewId(), Verdict.approve()).expect(200);
        String release = house.policy().decided(AGENT, waiting.id()).released();
        JsonNode payload = note.path("action").path("payload");

        Answer other = house.policy().redeem(AGENT, release, Payloads.json("{\"text\": \"All is lost.\"}"));
        Answer first = house.policy().redeem(AGENT, release, payload);
        Answer second = house.policy().redeem(AGENT, release, payload);
        Answer altered = house.policy().redeem(AGENT, release.substring(0, release.length() - 6) + "AAAAAA", payload);

        refused(other, 422, "release-payload-mismatch");
        first.expect(200);
        refused(second, 409, "release-already-redeemed");
        refused(altered, 422, "release-invalid");
    }

    private Evaluation waiting() {
        Evaluation proposed = house.policy().propose(AGENT, note, key());
        return house.policy().inReview(AGENT, proposed.id());
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static void refused(Answer answer, int status, String problem) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
    }
}
