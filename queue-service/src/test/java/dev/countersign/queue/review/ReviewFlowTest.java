package dev.countersign.queue.review;

import static dev.countersign.queue.Proposals.proposal;
import static dev.countersign.queue.Queue.as;
import static dev.countersign.queue.Queue.decide;
import static dev.countersign.queue.Queue.detail;
import static dev.countersign.queue.Queue.eventually;
import static dev.countersign.queue.Queue.hear;
import static dev.countersign.queue.Queue.open;
import static dev.countersign.queue.Queue.read;
import static dev.countersign.queue.Queue.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Case;
import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EscalationEvent.ClockStarted;
import dev.countersign.contracts.event.EscalationEvent.EscalationFired;
import dev.countersign.contracts.event.EvaluationEvent.DecisionReturned;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRefreshed;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRevised;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationWithdrawn;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.contracts.event.ReviewEvent.ApprovalGiven;
import dev.countersign.contracts.event.ReviewEvent.ReassignCause;
import dev.countersign.contracts.event.ReviewEvent.ReviewClaimed;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.ReviewEvent.ReviewReassigned;
import dev.countersign.contracts.event.ReviewEvent.ReviewReopened;
import dev.countersign.contracts.event.ReviewEvent.ReviewUnclaimed;
import dev.countersign.queue.Proposals;
import dev.countersign.queue.Queue;
import dev.countersign.queue.QueueTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A review from its opening to its end, over HTTP and Kafka. */
@QueueTest
class ReviewFlowTest {

    private static final Instant SOON = Instant.parse("2026-11-22T13:00:00Z");

    @BeforeEach
    void directory() {
        Queue.directory(Queue.DIRECTORY);
    }

    @Test
    void aReviewOpensWithItsOwnerAndWhomToTell() {
        ReviewOpened opened = open(proposal());

        assertThat(opened.owner()).isEqualTo(Principal.team("bookings"));
        assertThat(opened.contacts()).extracting(Contact::person).containsExactlyInAnyOrder("maria", "tom");
        assertThat(opened.effect()).isEqualTo("Move reservation/UM3OG5 to economy");
        assertThat(opened.trail()).extracting(step -> step.detail()).startsWith("The policy asks team Bookings first.");
    }

    @Test
    void theDetailHasEverythingThatIsNeededToDecide() {
        ReviewOpened opened = open(proposal().rejectReasons("wrong-fare"));

        detail("maria", opened.review())
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("state", equalTo("open"))
                .body("owner", equalTo("team:bookings"))
                .body("ownerName", equalTo("Bookings"))
                .body("because", startsWith("Your team: Bookings"))
                .body("action.payload.cabin", equalTo("economy"))
                .body("action.before.cabin", equalTo("economy"))
                .body("case.conversation[0].text", equalTo("Move me"))
                .body("sources[0].title", equalTo("get_reservation_details"))
                .body("reasons[0].code", equalTo("below-threshold"))
                .body("confidence", equalTo(0.75f))
                .body("trail[0].rule", equalTo("owner-expression"))
                .body("others.person", hasItems("tom", "grace"))
                .body("others.person", not(hasItem("maria")))
                .body("rejectReasons", contains("wrong-fare"))
                .body("freshFor", equalTo("PT2H"))
                .body("onExpiry", equalTo("reject"))
                .body("history[0].what", equalTo("opened"))
                .body("revisions[0].payload.cabin", equalTo("economy"))
                .body("kind", nullValue());
    }

    @Test
    void theListHasItByTheDeadline() {
        ReviewOpened later = open(proposal().process("by-deadline"));
        ReviewOpened sooner = open(proposal().process("by-deadline"));
        ReviewOpened unknown = open(proposal().process("by-deadline"));
        hear(new ClockStarted(later.review(), later.evaluation(), "by-deadline", 1, SOON, SOON.plusSeconds(60), SOON));
        hear(new ClockStarted(
                sooner.review(), sooner.evaluation(), "by-deadline", 1, SOON, SOON.plusSeconds(30), SOON));
        eventually(() -> read("maria", later.review()).has("decideBy")
                && read("maria", sooner.review()).has("decideBy"));

        as("maria")
                .get("/v1/reviews?process=by-deadline")
                .then()
                .statusCode(200)
                .body(
                        "items.id",
                        contains(
                                sooner.review().toString(),
                                later.review().toString(),
                                unknown.review().toString()))
                .body("items[0].decideBy", equalTo("2026-11-22T13:00:30Z"))
                .body("next", nullValue());
        String cursor = as("maria")
                .get("/v1/reviews?process=by-deadline&limit=2")
                .then()
                .extract()
                .path("next");
        as("maria")
                .get("/v1/reviews?process=by-deadline&limit=2&cursor=" + cursor)
                .then()
                .body("items.id", contains(unknown.review().toString()));
        as("maria").get("/v1/reviews?process=by-deadline&scope=team").then().body("items.size()", equalTo(3));
        as("maria").get("/v1/reviews?process=by-deadline&mine=true").then().body("items.size()", equalTo(0));
        as("grace").get("/v1/reviews?process=by-deadline&scope=all").then().body("items.size()", equalTo(3));
        as("rosa")
                .get("/v1/reviews?process=by-deadline")
                .then()
                .body("items.size()", equalTo(0))
                .body("counts.all", equalTo(0));
    }

    @Test
    void anApprovalIsSaidWithWhoAndWhen() {
        ReviewOpened opened = open(proposal());

        decide("maria", opened.review(), "{\"verdict\":\"approve\"}")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("state", equalTo("decided"))
                .body("decision.outcome", equalTo("approved"))
                .body("decision.by[0].name", equalTo("María Ruiz"));

        ReviewDecided decided = said(ReviewDecided.class, opened.evaluation());
        assertThat(decided.outcome()).isEqualTo(Decision.APPROVED);
        assertThat(decided.proceed()).isTrue();
        assertThat(decided.by()).containsExactly(Principal.person("maria"));
        assertThat(decided.payload()).isNull();
        as("maria")
                .get("/v1/reviews?state=decided")
                .then()
                .body("items[0].id", equalTo(opened.review().toString()));
    }

    @Test
    void anEditIsApprovedAsItStands() {
        ReviewOpened opened = open(proposal());

        decide(
                        "maria",
                        opened.review(),
                        "{\"verdict\":\"approve\",\"payload\":{\"cabin\":\"business\",\"amount\":100},\"comment\":\"as asked\"}")
                .then()
                .statusCode(200)
                .body("effect", equalTo("Move reservation/UM3OG5 to business"));

        ReviewDecided decided = said(ReviewDecided.class, opened.evaluation());
        assertThat(decided.outcome()).isEqualTo(Decision.APPROVED_WITH_CHANGES);
        assertThat(decided.payload()).isEqualTo(Proposals.json("{\"cabin\":\"business\",\"amount\":100}"));
        assertThat(decided.reason()).isEqualTo("as asked");
    }

    @Test
    void anEqualPayloadIsNoChange() {
        ReviewOpened opened = open(proposal());

        decide(
                        "maria",
                        opened.review(),
                        "{\"verdict\":\"approve\",\"payload\":{\"amount\":100.0,\"cabin\":\"economy\"}}")
                .then()
                .body("decision.outcome", equalTo("approved"));
    }

    @Test
    void anEditThatBreaksTheSchemaDecidesNothing() {
        ReviewOpened opened = open(proposal());

        decide("maria", opened.review(), "{\"verdict\":\"approve\",\"payload\":{\"cabin\":7,\"x\":1}}")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:countersign:problem:payload-invalid"))
                .body("errors.pointer", hasItems("/payload/cabin", "/payload/x"));
        detail("maria", opened.review()).body("state", equalTo("open")).body("version", equalTo(1));
    }

    @Test
    void aPreviewSaysWhatAnEditWouldDoAndWhatIsWrongWithIt() {
        ReviewOpened opened = open(proposal());

        as("maria")
                .contentType("application/json")
                .body("{\"payload\":{\"cabin\":\"business\",\"amount\":\"many\"}}")
                .post("/v1/reviews/" + opened.review() + "/preview")
                .then()
                .statusCode(200)
                .body("effect", equalTo("Move reservation/UM3OG5 to business"))
                .body("errors.pointer", contains("/payload/amount"));
    }

    @Test
    void anEditBeyondOnesAuthorityDecidesNothing() {
        ReviewOpened opened = open(proposal());

        decide("tom", opened.review(), "{\"verdict\":\"approve\",\"payload\":{\"cabin\":\"first\",\"amount\":501}}")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:countersign:problem:beyond-authority"));
        detail("tom", opened.review()).body("state", equalTo("open"));
    }

    @Test
    void whatIsBeyondOnesAuthorityIsNotThere() {
        ReviewOpened opened = open(proposal().payload("{\"cabin\":\"first\",\"amount\":501}"));

        detail("tom", opened.review()).statusCode(404);
        detail("maria", opened.review()).statusCode(200);
    }

    @Test
    void aRejectionNeedsAReasonFromTheList() {
        ReviewOpened opened = open(proposal().rejectReasons("wrong-fare", "against-policy"));

        decide("maria", opened.review(), "{\"verdict\":\"reject\",\"reason\":\"no\"}")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:countersign:problem:invalid-value"))
                .body("errors[0].pointer", equalTo("/reason"));
        decide(
                        "maria",
                        opened.review(),
                        "{\"verdict\":\"reject\",\"reason\":\"wrong-fare\",\"comment\":\"it was 200\"}")
                .then()
                .statusCode(200);
        ReviewDecided decided = said(ReviewDecided.class, opened.evaluation());
        assertThat(decided.reason()).isEqualTo("wrong-fare: it was 200");
        assertThat(decided.proceed()).isFalse();
    }

    @Test
    void aPersonTakesTheCaseOver() {
        ReviewOpened opened = open(proposal());

        decide("maria", opened.review(), "{\"verdict\":\"take-over\"}").then().statusCode(200);
        assertThat(said(ReviewDecided.class, opened.evaluation()).outcome()).isEqualTo(Decision.TAKEN_OVER);
    }

    @Test
    void aRepeatedDecisionIsToldWhoDecided() {
        ReviewOpened opened = open(proposal());
        decide("maria", opened.review(), "{\"verdict\":\"approve\"}").then().statusCode(200);

        decide("tom", opened.review(), "{\"verdict\":\"reject\",\"reason\":\"no\"}")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:countersign:problem:already-decided"))
                .body("detail", containsString("María Ruiz approved this at "));
    }

    @Test
    void aStaleVersionDecidesNothing() {
        ReviewOpened opened = open(proposal());
        as("tom")
                .post("/v1/reviews/" + opened.review() + "/claim")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");

        as("maria")
                .header("If-Match", "\"1\"")
                .contentType("application/json")
                .body("{\"verdict\":\"approve\"}")
                .post("/v1/reviews/" + opened.review() + "/decision")
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:countersign:problem:stale-review"));
        as("maria")
                .header("If-Match", "\"2\"")
                .contentType("application/json")
                .body("{\"verdict\":\"approve\"}")
                .post("/v1/reviews/" + opened.review() + "/decision")
                .then()
                .statusCode(200);
    }

    @Test
    void aClaimIsSeenByTheOthersAndPutBackByItsHolder() {
        ReviewOpened opened = open(proposal());

        as("tom")
                .post("/v1/reviews/" + opened.review() + "/claim")
                .then()
                .body("claimedBy.name", equalTo("Tom Keller"));
        as("maria")
                .post("/v1/reviews/" + opened.review() + "/claim")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:countersign:problem:already-claimed"))
                .body("detail", containsString("Tom Keller is on it until"));
        as("maria")
                .post("/v1/reviews/" + opened.review() + "/unclaim")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:countersign:problem:not-claimed"));
        as("tom").post("/v1/reviews/" + opened.review() + "/unclaim").then().body("claimedBy", nullValue());
        assertThat(said(ReviewClaimed.class, opened.evaluation()).by()).isEqualTo(Principal.person("tom"));
        assertThat(said(ReviewUnclaimed.class, opened.evaluation()).by()).isEqualTo(Principal.person("tom"));
    }

    @Test
    void fourEyesAreTwoPeople() {
        ReviewOpened opened = open(proposal().approvals("action.payload.amount >= 100 ? 2 : 1"));

        decide("maria", opened.review(), "{\"verdict\":\"approve\"}")
                .then()
                .body("state", equalTo("open"))
                .body("approvals.given", equalTo(1))
                .body("approvals.needed", equalTo(2));
        decide("maria", opened.review(), "{\"verdict\":\"approve\"}")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:countersign:problem:already-approved"));
        assertThat(said(ApprovalGiven.class, opened.evaluation()).given()).isEqualTo(1);

        decide("tom", opened.review(), "{\"verdict\":\"approve\",\"payload\":{\"cabin\":\"business\",\"amount\":200}}")
                .then()
                .body("state", equalTo("open"))
                .body("approvals.by.id", contains("tom"))
                .body("edited.id", equalTo("tom"))
                .body("action.payload.cabin", equalTo("business"));
        decide("maria", opened.review(), "{\"verdict\":\"approve\"}")
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:countersign:problem:stale-review"));
        detail("maria", opened.review()).body("action.payload.cabin", equalTo("business"));
        decide("maria", opened.review(), "{\"verdict\":\"approve\"}")
                .then()
                .body("decision.outcome", equalTo("approved-with-changes"));
        ReviewDecided decided = said(ReviewDecided.class, opened.evaluation());
        assertThat(decided.by()).containsExactly(Principal.person("tom"), Principal.person("maria"));
        assertThat(decided.payload().get("cabin").asText()).isEqualTo("business");
    }

    @Test
    void anEditCannotSlipUnderTheFourEyesOfItsOwnAmount() {
        ReviewOpened opened = open(proposal().approvals("action.payload.amount >= 200 ? 2 : 1"));

        decide("maria", opened.review(), "{\"verdict\":\"approve\",\"payload\":{\"cabin\":\"first\",\"amount\":200}}")
                .then()
                .body("state", equalTo("open"))
                .body("approvals.needed", equalTo(2));
    }

    @Test
    void aReviewIsReassignedToSomebodyWithTheAuthority() {
        ReviewOpened opened = open(proposal().payload("{\"cabin\":\"first\",\"amount\":501}"));
        String path = "/v1/reviews/" + opened.review() + "/reassign";

        as("maria")
                .contentType("application/json")
                .body("{\"to\":\"person:nobody\",\"reason\":\"hers\"}")
                .post(path)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:countersign:problem:principal-unknown"));
        as("maria")
                .contentType("application/json")
                .body("{\"to\":\"person:tom\",\"reason\":\"his\"}")
                .post(path)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:countersign:problem:principal-unfit"));
        as("maria")
                .contentType("application/json")
                .body("{\"to\":\"" + opened.owner() + "\",\"reason\":\"as it was\"}")
                .post(path)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:countersign:problem:same-owner"));
        as("maria")
                .contentType("application/json")
                .body("{\"to\":\"person:rosa\",\"reason\":\"it is about an invoice\"}")
                .post(path)
                .then()
                .statusCode(200)
                .body("owner", equalTo("person:rosa"));

        ReviewReassigned reassigned = said(ReviewReassigned.class, opened.evaluation());
        assertThat(reassigned.cause()).isEqualTo(ReassignCause.REASSIGNED);
        assertThat(reassigned.by()).isEqualTo(Principal.person("maria"));
        assertThat(reassigned.contacts()).extracting(Contact::person).containsExactly("rosa");
        detail("maria", opened.review()).statusCode(404);
        as("rosa")
                .get("/v1/reviews?mine=true")
                .then()
                .body("items.id", hasItem(opened.review().toString()));
    }

    @Test
    void aWithdrawnReviewIsOver() {
        ReviewOpened opened = open(proposal());
        hear(new EvaluationWithdrawn(opened.evaluation(), opened.process(), "not needed", SOON));

        ReviewDecided decided = said(ReviewDecided.class, opened.evaluation());
        assertThat(decided.outcome()).isEqualTo(Decision.WITHDRAWN);
        assertThat(decided.proceed()).isFalse();
        decide("maria", opened.review(), "{\"verdict\":\"approve\"}")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:countersign:problem:review-withdrawn"));
    }

    @Test
    void requestedChangesComeBackAsARevision() {
        ReviewOpened opened = open(proposal());
        decide("maria", opened.review(), "{\"verdict\":\"request-changes\",\"reason\":\"business, please\"}")
                .then()
                .statusCode(200);
        hear(new EvaluationRevised(
                opened.evaluation(),
                opened.process(),
                2,
                Proposals.json("{\"cabin\":\"business\"}"),
                "sha-256:01",
                List.of(),
                "now business",
                SOON));

        ReviewReopened reopened = said(ReviewReopened.class, opened.evaluation());
        assertThat(reopened.effect()).isEqualTo("Move reservation/UM3OG5 to business");
        JsonNode review = read("maria", opened.review());
        assertThat(review.path("state").asText()).isEqualTo("open");
        assertThat(review.path("revisions")).hasSize(2);
        assertThat(review.path("revisions").path(1).path("note").asText()).isEqualTo("now business");
        assertThat(review.path("action").path("payload").path("cabin").asText()).isEqualTo("business");
        assertThat(review.has("decision")).isFalse();
        decide("maria", opened.review(), "{\"verdict\":\"approve\"}")
                .then()
                .body("decision.outcome", equalTo("approved"));
    }

    @Test
    void anEditThatThePolicyRefusesComesBackWithItsReasons() {
        ReviewOpened opened = open(proposal());
        decide("maria", opened.review(), "{\"verdict\":\"approve\",\"payload\":{\"cabin\":\"first\"}}")
                .then()
                .statusCode(200);
        hear(new DecisionReturned(
                opened.evaluation(),
                opened.process(),
                opened.review(),
                List.of(new Reason("limits", "refunds", "past the limit")),
                SOON));

        assertThat(said(ReviewReopened.class, opened.evaluation()).reasons()).hasSize(1);
        detail("maria", opened.review())
                .body("state", equalTo("open"))
                .body("returned[0].detail", equalTo("past the limit"))
                .body("action.payload.cabin", equalTo("first"));
    }

    @Test
    void whatComesBackForOtherFactsIsDecidedAgainOnTheseFacts() {
        ReviewOpened opened = open(proposal());
        decide("maria", opened.review(), "{\"verdict\":\"approve\"}").then().statusCode(200);
        JsonNode now = JsonNodeFactory.instance.objectNode().put("cabin", "business");
        hear(refreshed(opened, now, true));
        hear(refreshed(opened, JsonNodeFactory.instance.objectNode().put("cabin", "first"), false));
        hear(new DecisionReturned(
                opened.evaluation(),
                opened.process(),
                opened.review(),
                List.of(new Reason("renewal", "before-changed", "it is another by now")),
                SOON));

        said(ReviewReopened.class, opened.evaluation());

        detail("maria", opened.review())
                .body("state", equalTo("open"))
                .body("action.before.cabin", equalTo("first"))
                .body("case.id", equalTo("case-now"))
                .body("signals", equalTo(List.of("complaint")));
    }

    private static EvaluationRefreshed refreshed(ReviewOpened opened, JsonNode before, boolean passes) {
        return new EvaluationRefreshed(
                opened.evaluation(),
                opened.process(),
                before,
                new Case("case-now", null, Map.of(), List.of()),
                null,
                Map.of(),
                List.of("complaint"),
                passes,
                List.of(),
                SOON);
    }

    @Test
    void anEscalationMovesItOnAndKeepsTheFormerOwner() {
        ReviewOpened opened = open(proposal().escalatesTo("team:ops-leads"));
        detail("ops", opened.review())
                .statusCode(200)
                .body("because", equalTo("Can be escalated to your team Operations leads"));
        hear(new EscalationFired(
                opened.review(), opened.evaluation(), opened.process(), 1, Principal.team("ops-leads"), SOON, SOON));

        ReviewReassigned reassigned = said(ReviewReassigned.class, opened.evaluation());
        assertThat(reassigned.cause()).isEqualTo(ReassignCause.ESCALATED);
        assertThat(reassigned.restartClock()).isFalse();
        detail("ops", opened.review()).body("because", startsWith("Your team: Operations leads"));
        detail("maria", opened.review()).statusCode(200).body("because", equalTo("Escalated from your team Bookings"));
    }

    @Test
    void whatNobodyNeedsToSeeOpensNoReview() {
        var proceeded = proposal().process("proceeds").outcome(Outcome.PROCEED).send();
        ReviewOpened after = open(proposal().process("proceeds"));

        assertThat(after.evaluation()).isNotEqualTo(proceeded.evaluation());
        as("maria").get("/v1/reviews?process=proceeds").then().body("items.size()", equalTo(1));
    }
}
