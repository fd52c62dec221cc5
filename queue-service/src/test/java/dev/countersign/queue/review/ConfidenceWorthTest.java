package dev.countersign.queue.review;

import static dev.countersign.queue.Proposals.json;
import static dev.countersign.queue.Proposals.proposal;
import static dev.countersign.queue.Queue.decide;
import static dev.countersign.queue.Queue.detail;
import static dev.countersign.queue.Queue.hear;
import static dev.countersign.queue.Queue.open;
import static dev.countersign.queue.Queue.said;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.countersign.contracts.event.EvaluationEvent.EvaluationRevised;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationWithdrawn;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.ReviewEvent.ReviewReopened;
import dev.countersign.queue.Proposals;
import dev.countersign.queue.Queue;
import dev.countersign.queue.QueueTest;
import dev.countersign.queue.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an agent's confidence has been worth, from what was decided here. */
@QueueTest
class ConfidenceWorthTest {

    private static final String PROCESS = "worth";
    private static final Instant SOON = Instant.parse("2026-11-22T13:00:00Z");

    @Inject
    TestClock clock;

    @BeforeEach
    void directory() {
        Queue.directory(Queue.DIRECTORY);
    }

    private static Proposals at(Double confidence) {
        return proposal().process(PROCESS).confidence(confidence);
    }

    private static ReviewOpened decided(Double confidence, String body) {
        ReviewOpened opened = open(at(confidence));
        decide("maria", opened.review(), body).then().statusCode(200);
        return opened;
    }

    @Test
    void decidedReviewsOfTheSameTenthAreCounted() {
        decided(0.71, "{\"verdict\":\"approve\"}");
        decided(0.79, "{\"verdict\":\"approve\",\"payload\":{\"cabin\":\"first\"}}");
        decided(0.75, "{\"verdict\":\"reject\",\"reason\":\"no\"}");
        decided(0.8, "{\"verdict\":\"approve\"}");
        ReviewOpened revised = decided(0.7, "{\"verdict\":\"request-changes\",\"reason\":\"first\"}");
        hear(new EvaluationRevised(
                revised.evaluation(), PROCESS, 2, json("{\"cabin\":\"first\"}"), "sha-256:01", List.of(), null, SOON));
        said(ReviewReopened.class, revised.evaluation());
        decide("maria", revised.review(), "{\"verdict\":\"approve\"}").then().statusCode(200);
        ReviewOpened withdrawn = open(at(0.7));
        hear(new EvaluationWithdrawn(withdrawn.evaluation(), PROCESS, null, SOON));
        said(ReviewDecided.class, withdrawn.evaluation());

        detail("maria", open(at(0.75)).review())
                .body("confidenceWorth.from", equalTo(0.7f))
                .body("confidenceWorth.to", equalTo(0.8f))
                .body("confidenceWorth.n", equalTo(4))
                .body("confidenceWorth.unchanged", equalTo(1))
                .body("confidenceWorth.changed", equalTo(2))
                .body("confidenceWorth.rejected", equalTo(1))
                .body("confidenceWorth.rate", equalTo(0.25f))
                .body("confidenceWorth.enough", equalTo(false));
        detail("maria", open(at(0.85)).review()).body("confidenceWorth.n", equalTo(1));
        detail("maria", open(at(0.75).agent("another-agent")).review())
                .body("confidenceWorth.n", equalTo(0))
                .body("confidenceWorth.rate", nullValue());
        detail("maria", open(at(null)).review()).body("confidenceWorth", nullValue());

        decided(0.75, "{\"verdict\":\"approve\"}");
        clock.advance(Duration.ofSeconds(31));
        detail("maria", open(at(0.75)).review())
                .body("confidenceWorth.n", equalTo(5))
                .body("confidenceWorth.unchanged", equalTo(2));
    }
}
