package dev.countersign.queue.review;

import static dev.countersign.queue.Proposals.proposal;
import static dev.countersign.queue.Queue.as;
import static dev.countersign.queue.Queue.decide;
import static dev.countersign.queue.Queue.detail;
import static dev.countersign.queue.Queue.open;
import static dev.countersign.queue.Queue.said;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.queue.Queue;
import dev.countersign.queue.QueueTest;
import dev.countersign.queue.TestClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For those who know the review, or will ask for it, a step answers with its version alone. */
@QueueTest
class MinimalAnswerTest {

    private static final String APPROVE = "{\"verdict\":\"approve\"}";

    @Inject
    TestClock clock;

    @Inject
    MeterRegistry meters;

    @BeforeEach
    void directory() {
        Queue.directory(Queue.DIRECTORY);
    }

    private static RequestSpecification minimal(String person) {
        return as(person).header("Prefer", "return=minimal").contentType("application/json");
    }

    /** Nothing but the version, which it returns. */
    private static String version(Response answer) {
        return answer.then()
                .statusCode(204)
                .header("Preference-Applied", "return=minimal")
                .body(emptyString())
                .extract()
                .header("ETag");
    }

    @Test
    void aReviewIsClaimedHandedUpAndDecidedByItsVersion() {
        UUID review = open(proposal().owner("'person:ana'")).review();
        String path = "/v1/reviews/" + review;

        String claimed = version(minimal("ana").post(path + "/claim"));
        String free = version(minimal("ana").header("If-Match", claimed).post(path + "/unclaim"));
        String escalated = version(minimal("ana")
                .header("If-Match", free)
                .body("{\"reason\":\"beyond me\"}")
                .post(path + "/escalate"));
        String handedBack = version(minimal("grace")
                .header("If-Match", escalated)
                .body("{\"to\":\"person:ana\",\"reason\":\"yours\"}")
                .post(path + "/reassign"));
        assertThat(detail("ana", review).statusCode(200).extract().header("ETag"))
                .isEqualTo(handedBack);
        minimal("ana")
                .header("If-Match", claimed)
                .body(APPROVE)
                .post(path + "/decision")
                .then()
                .statusCode(412)
                .header("Preference-Applied", nullValue())
                .body("type", equalTo("urn:countersign:problem:stale-review"));
        String decided = version(
                minimal("ana").header("If-Match", handedBack).body(APPROVE).post(path + "/decision"));

        assertThat(detail("ana", review)
                        .body("state", equalTo("decided"))
                        .extract()
                        .header("ETag"))
                .isEqualTo(decided);
    }

    @Test
    void theOthersHearOfItAllTheSame() {
        ReviewOpened opened = open(proposal());
        double before = decided();

        version(minimal("maria").body(APPROVE).post("/v1/reviews/" + opened.review() + "/decision"));

        assertThat(said(ReviewDecided.class, opened.evaluation()).outcome()).isEqualTo(Decision.APPROVED);
        assertThat(decided()).isEqualTo(before + 1);
    }

    private double decided() {
        return meters.find("countersign.reviews.decided").tag("outcome", "approved").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"claim", "unclaim", "decision", "reassign", "escalate"})
    void theDescriptionSaysBoth(String step) {
        given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/v1/reviews/{id}/" + step + "'.post.responses.keySet()", hasItems("200", "204"))
                .body(
                        "paths.'/v1/reviews/{id}/" + step + "'.post.parameters.name",
                        hasItems("id", "If-Match", "Prefer"));
    }

    @Test
    void whoClaimsAReviewWithoutSeeingItHasNotBeenShownIt() {
        UUID review = open(proposal().readingTime(Duration.ofSeconds(20))).review();

        version(minimal("maria").post("/v1/reviews/" + review + "/claim"));
        clock.advance(Duration.ofSeconds(30));

        decide("maria", review, APPROVE).then().statusCode(409).body("decidableAt", nullValue());
    }
}
