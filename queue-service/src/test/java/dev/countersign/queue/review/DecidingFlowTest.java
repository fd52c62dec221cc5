package dev.countersign.queue.review;

import static dev.countersign.queue.Proposals.json;
import static dev.countersign.queue.Proposals.proposal;
import static dev.countersign.queue.Queue.as;
import static dev.countersign.queue.Queue.decide;
import static dev.countersign.queue.Queue.detail;
import static dev.countersign.queue.Queue.hear;
import static dev.countersign.queue.Queue.open;
import static dev.countersign.queue.Queue.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRevised;
import dev.countersign.contracts.event.ReviewEvent.ReassignCause;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.ReviewEvent.ReviewReassigned;
import dev.countersign.contracts.event.ReviewEvent.ReviewReopened;
import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.queue.Queue;
import dev.countersign.queue.QueueTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may decide what, with whom, and what the others are told. */
@QueueTest
class DecidingFlowTest {

    private static final Instant SOON = Instant.parse("2026-11-22T13:00:00Z");
    private static final String APPROVE = "{\"verdict\":\"approve\"}";

    @BeforeEach
    void directory() {
        Queue.directory(Queue.DIRECTORY);
    }

    private static Response escalate(RequestSpecification as, ReviewOpened opened, String body) {
        return as.contentType("application/json").body(body).post("/v1/reviews/" + opened.review() + "/escalate");
    }

    @Test
    void aPersonSendsItUpToTheNextOneAbove() {
        ReviewOpened opened = open(proposal().owner("'person:ana'"));

        escalate(as("ana").header("If-Match", "\"7\""), opened, "{\"reason\":\"beyond me\"}")
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:countersign:problem:stale-review"));
        escalate(as("ana"), opened, "{}").then().statusCode(422);
        escalate(as("ana").header("If-Match", "\"1\""), opened, "{\"reason\":\"beyond me\"}")
                .then()
                .statusCode(200)
                .body("owner", equalTo("person:grace"))
                .body("history[-1].what", equalTo("escalated"))
                .body("history[-1].by", equalTo("ana"))
                .body("history[-1].detail", equalTo("From Ana Ferrer to Grace Okafor: beyond me"));

        ReviewReassigned up = said(ReviewReassigned.class, opened.evaluation());
        assertThat(up.cause()).isEqualTo(ReassignCause.ESCALATED);
        assertThat(up.by()).isEqualTo(Principal.person("ana"));
        assertThat(up.reason()).isEqualTo("beyond me");
        assertThat(up.contacts()).extracting(Contact::person).containsExactly("grace");
        assertThat(up.restartClock()).isFalse();
        detail("ana", opened.review()).statusCode(200).body("because", equalTo("Escalated from you"));
        escalate(as("grace"), opened, "{\"reason\":\"above me is nobody\"}")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:countersign:problem:nobody-above"));
    }

    @Test
    void whoeverTheAgentActsForIsNotOneOfTheFourEyes() {
        ReviewOpened opened = open(proposal().approvals("2").onBehalfOf("maria"));
        detail("maria", opened.review())
                .body("actsFor.name", equalTo("María Ruiz"))
                .body("mayApprove", equalTo(false))
                .body("mayNotApprove", equalTo("acts-for-you"));
        detail("tom", opened.review()).body("mayApprove", equalTo(true)).body("mayNotApprove", nullValue());

        decide("maria", opened.review(), APPROVE)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:countersign:problem:self-approval"));
        decide("tom", opened.review(), APPROVE).then().statusCode(200).body("approvals.given", equalTo(1));
        decide("maria", opened.review(), APPROVE).then().statusCode(403);
        decide("grace", opened.review(), APPROVE)
                .then()
                .statusCode(200)
                .body("state", equalTo("decided"))
                .body("mayApprove", equalTo(false))
                .body("mayNotApprove", equalTo("decided"));

        assertThat(said(ReviewDecided.class, opened.evaluation()).by())
                .containsExactly(Principal.person("tom"), Principal.person("grace"));
    }

    @Test
    void whereOneIsEnoughTheirOwnAgentIsTheirs() {
        ReviewOpened opened = open(proposal().onBehalfOf("maria"));

        decide("maria", opened.review(), APPROVE).then().statusCode(200).body("state", equalTo("decided"));
    }

    @Test
    void anEarlierApprovalIsLookedAtAgainWhenTheNextOneComes() {
        ReviewOpened opened = open(proposal().approvals("2"));
        decide("tom", opened.review(), APPROVE).then().statusCode(200);
        Queue.directory(Queue.DIRECTORY.replace("<= 500", "<= 50"));

        decide("maria", opened.review(), APPROVE)
                .then()
                .statusCode(200)
                .body("state", equalTo("open"))
                .body("approvals.by.id", contains("maria"))
                .body("history.what", hasItem("approval-lapsed"))
                .body("history.find { it.what == 'approval-lapsed' }.by", equalTo("tom"));
        decide("grace", opened.review(), APPROVE).then().body("state", equalTo("decided"));

        assertThat(said(ReviewDecided.class, opened.evaluation()).by())
                .containsExactly(Principal.person("maria"), Principal.person("grace"));
    }

    @Test
    void anApprovalOfSomebodyWhoLeftDoesNotCount() {
        ReviewOpened opened = open(proposal().approvals("2"));
        decide("tom", opened.review(), APPROVE).then().statusCode(200);
        Queue.directory(Queue.DIRECTORY
                .replace("  - { id: tom, name: Tom Keller, email: tom@example.com, manager: grace }\n", "")
                .replace("members: [maria, tom]", "members: [maria]")
                .replace(
                        "authorities:\n  - { holder: \"person:tom\", process: \"*\", actions: [\"*\"], upTo: \"action.payload.amount <= 500\" }",
                        "authorities: []"));

        decide("maria", opened.review(), APPROVE)
                .then()
                .statusCode(200)
                .body("state", equalTo("open"))
                .body("approvals.by.id", contains("maria"));
    }

    @Test
    void theSecondDeciderIsToldWhoDecidedWhatAndWhen() {
        ReviewOpened opened = open(proposal());
        decide("maria", opened.review(), "{\"verdict\":\"reject\",\"reason\":\"not what was asked\"}")
                .then()
                .statusCode(200);

        decide("tom", opened.review(), APPROVE)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:countersign:problem:already-decided"))
                .body("decision.outcome", equalTo("rejected"))
                .body("decision.by[0].id", equalTo("maria"))
                .body("decision.by[0].name", equalTo("María Ruiz"))
                .body("decision.at", notNullValue())
                .body("decision.reason", equalTo("not what was asked"));
    }

    @Test
    void whoeverCannotClaimIsToldWhoCould() {
        ReviewOpened opened = open(proposal());
        as("tom").post("/v1/reviews/" + opened.review() + "/claim").then().statusCode(200);

        as("maria")
                .post("/v1/reviews/" + opened.review() + "/claim")
                .then()
                .statusCode(409)
                .body("claimedBy.name", equalTo("Tom Keller"))
                .body("claimedBy.until", notNullValue());
    }

    @Test
    void revisionsAreAThreadEachHeldAgainstTheLast() {
        ReviewOpened opened = open(proposal());
        decide("maria", opened.review(), "{\"verdict\":\"request-changes\",\"reason\":\"business, please\"}");
        hear(new EvaluationRevised(
                opened.evaluation(),
                opened.process(),
                2,
                json("{\"cabin\":\"business\",\"amount\":100.0}"),
                "sha-256:01",
                List.of(),
                "now business",
                SOON));
        said(ReviewReopened.class, opened.evaluation());

        detail("maria", opened.review())
                .body("revisions[0].changes", hasSize(0))
                .body("revisions[0].asked", nullValue())
                .body("revisions[1].asked.by", equalTo("maria"))
                .body("revisions[1].asked.byName", equalTo("María Ruiz"))
                .body("revisions[1].asked.words", equalTo("business, please"))
                .body("revisions[1].changes", hasSize(1))
                .body("revisions[1].changes[0].pointer", equalTo("/cabin"))
                .body("revisions[1].changes[0].change", equalTo("changed"))
                .body("revisions[1].changes[0].before", equalTo("economy"))
                .body("revisions[1].changes[0].after", equalTo("business"));
    }

    @Test
    void whatEachVerdictSaysIsTheSameForEverybody() {
        ReviewOpened opened = open(proposal());

        detail("maria", opened.review())
                .body("says.approve", equalTo(Says.of(OnExpiry.REJECT).approve()))
                .body("says.reject", notNullValue())
                .body("says.request-changes", notNullValue())
                .body("says.take-over", notNullValue())
                .body("says.expiry", equalTo(Says.of(OnExpiry.REJECT).expiry()));
    }

    @Test
    void aReasonOfNoCharactersADatabaseKeepsIsRefused() {
        ReviewOpened opened = open(proposal());

        decide("maria", opened.review(), "{\"verdict\":\"reject\",\"reason\":\"a\\u0000b\"}")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:countersign:problem:invalid-value"));
        detail("maria", opened.review()).body("state", equalTo("open")).body("history.what", not(hasItem("rejected")));
    }
}
