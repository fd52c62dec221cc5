package dev.countersign.queue.review;

import static dev.countersign.queue.Proposals.json;
import static dev.countersign.queue.Proposals.proposal;
import static dev.countersign.queue.Queue.as;
import static dev.countersign.queue.Queue.decide;
import static dev.countersign.queue.Queue.detail;
import static dev.countersign.queue.Queue.hear;
import static dev.countersign.queue.Queue.open;
import static dev.countersign.queue.Queue.read;
import static dev.countersign.queue.Queue.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.countersign.contracts.event.Attention;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRevised;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.ReviewEvent.ReviewReopened;
import dev.countersign.queue.Queue;
import dev.countersign.queue.QueueTest;
import dev.countersign.queue.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against blind approval: what is recorded, and what a policy can ask for. */
@QueueTest
class AttentionFlowTest {

    private static final String APPROVE = "{\"verdict\":\"approve\"}";
    private static final String TOO_SOON = "urn:countersign:problem:reading-time";

    @Inject
    TestClock clock;

    @BeforeEach
    void directory() {
        Queue.directory(Queue.DIRECTORY);
    }

    @Test
    void howSomebodyLookedIsKeptWithWhatTheyDecided() {
        ReviewOpened opened = open(proposal());
        Instant shownAt =
                Instant.parse(read("maria", opened.review()).path("shownAt").asText());

        decide(
                        "maria",
                        opened.review(),
                        "{\"verdict\":\"approve\",\"attention\":{\"open\":\"PT42S\",\"scrolledToEnd\":true,\"sources\":[0]}}")
                .then()
                .statusCode(200)
                .body("history[-1].attention.open", equalTo("PT42S"))
                .body("history[-1].attention.scrolledToEnd", equalTo(true))
                .body("history[-1].attention.sourcesOpened", equalTo(1))
                .body("history[-1].attention.sources", equalTo(1));

        Attention kept =
                said(ReviewDecided.class, opened.evaluation()).attention().getFirst();
        assertThat(kept.by().id()).isEqualTo("maria");
        assertThat(kept.shownAt()).isEqualTo(shownAt);
        assertThat(kept.open()).isEqualTo(Duration.ofSeconds(42));
    }

    @Test
    void ofSeveralWhoApproveEachIsKept() {
        ReviewOpened opened = open(proposal().approvals("2"));
        decide("tom", opened.review(), "{\"verdict\":\"approve\",\"attention\":{\"open\":\"PT3S\"}}");
        decide("maria", opened.review(), "{\"verdict\":\"approve\",\"attention\":{\"scrolledToEnd\":false}}");

        List<Attention> kept = said(ReviewDecided.class, opened.evaluation()).attention();
        assertThat(kept).extracting(one -> one.by().id()).containsExactly("tom", "maria");
        assertThat(kept.getFirst().open()).isEqualTo(Duration.ofSeconds(3));
        assertThat(kept.getFirst().shownAt()).as("never opened it").isNull();
        assertThat(kept.getLast().scrolledToEnd()).isFalse();
    }

    @Test
    void whatABrowserMakesUpIsRefusedAndDecidesNothing() {
        ReviewOpened opened = open(proposal());

        decide("maria", opened.review(), "{\"verdict\":\"approve\",\"attention\":{\"open\":\"P2D\",\"sources\":[0,9]}}")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:countersign:problem:invalid-value"))
                .body("errors.pointer", hasItems("/attention/open", "/attention/sources/1"));
        decide("maria", opened.review(), "{\"verdict\":\"approve\",\"attention\":{\"scroled\":true}}")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:countersign:problem:unknown-field"));
        detail("maria", opened.review()).body("state", equalTo("open"));
    }

    @Test
    void anApprovalIsTakenOnceTheQueueHasShownItLongEnough() {
        ReviewOpened opened = open(proposal().readingTime(Duration.ofSeconds(20)));

        decide("maria", opened.review(), APPROVE)
                .then()
                .statusCode(409)
                .body("type", equalTo(TOO_SOON))
                .body("decidableAt", nullValue());
        String decidableAt = detail("maria", opened.review())
                .body("readingTime", equalTo("PT20S"))
                .extract()
                .path("decidableAt");
        decide(
                        "maria",
                        opened.review(),
                        "{\"verdict\":\"approve\",\"attention\":{\"open\":\"PT1H\",\"scrolledToEnd\":true}}")
                .then()
                .statusCode(409)
                .body("type", equalTo(TOO_SOON))
                .body("decidableAt", equalTo(decidableAt));
        clock.advance(Duration.ofSeconds(20));
        detail("tom", opened.review()).statusCode(200);
        decide("tom", opened.review(), APPROVE).then().statusCode(409);

        decide("maria", opened.review(), APPROVE).then().statusCode(200).body("state", equalTo("decided"));
    }

    @Test
    void whatStopsAnActionNeedNotWait() {
        ReviewOpened opened = open(proposal().readingTime(Duration.ofSeconds(20)));

        decide("maria", opened.review(), "{\"verdict\":\"reject\",\"reason\":\"wrong customer\"}")
                .then()
                .statusCode(200);
    }

    @Test
    void whatIsOnlyMadeReadyIsNotShown() {
        ReviewOpened opened = open(proposal().readingTime(Duration.ofSeconds(20)));
        as("maria")
                .get("/v1/reviews/" + opened.review() + "?peek=true")
                .then()
                .statusCode(200)
                .body("shownAt", nullValue())
                .body("decidableAt", nullValue());
        clock.advance(Duration.ofSeconds(30));
        decide("maria", opened.review(), APPROVE).then().statusCode(409);

        String shownAt = as("maria")
                .post("/v1/reviews/" + opened.review() + "/shown")
                .then()
                .statusCode(200)
                .body("decidableAt", notNullValue())
                .extract()
                .path("shownAt");
        clock.advance(Duration.ofSeconds(20));
        as("maria").get("/v1/reviews/" + opened.review() + "?peek=true").then().body("shownAt", equalTo(shownAt));
        decide("maria", opened.review(), APPROVE).then().statusCode(200);
    }

    @Test
    void anotherPayloadIsToBeReadAgain() {
        ReviewOpened opened = open(proposal().readingTime(Duration.ofSeconds(20)));
        detail("maria", opened.review()).statusCode(200);
        clock.advance(Duration.ofSeconds(60));
        decide("maria", opened.review(), "{\"verdict\":\"request-changes\",\"reason\":\"business\"}");
        hear(new EvaluationRevised(
                opened.evaluation(),
                opened.process(),
                2,
                json("{\"cabin\":\"business\",\"amount\":100}"),
                "sha-256:01",
                List.of(),
                null,
                clock.instant()));
        said(ReviewReopened.class, opened.evaluation());

        decide("maria", opened.review(), APPROVE).then().statusCode(409).body("type", equalTo(TOO_SOON));
    }

    @Test
    void whereMuchIsAtStakeAnApprovalSaysWhy() {
        ReviewOpened opened = open(proposal().reasonWhen("action.payload.amount > 500"));
        detail("maria", opened.review()).body("reasonNeeded", equalTo(false));
        String edited = "\"payload\":{\"cabin\":\"first\",\"amount\":501}";
        as("maria")
                .contentType("application/json")
                .body("{" + edited + "}")
                .post("/v1/reviews/" + opened.review() + "/preview")
                .then()
                .body("reasonNeeded", equalTo(true));

        decide("maria", opened.review(), "{\"verdict\":\"approve\"," + edited + ",\"comment\":\"ok\"}")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:countersign:problem:reason-needed"))
                .body("errors[0].pointer", equalTo("/reason"));
        decide(
                        "maria",
                        opened.review(),
                        "{\"verdict\":\"approve\"," + edited + ",\"reason\":\"the customer paid for first class\"}")
                .then()
                .statusCode(200);
    }
}
