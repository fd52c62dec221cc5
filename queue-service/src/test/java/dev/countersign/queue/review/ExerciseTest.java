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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EscalationEvent.ClockExpired;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRecorded;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationWithdrawn;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.OversightEvent.Exercise;
import dev.countersign.contracts.event.OversightEvent.SampleDrawn;
import dev.countersign.contracts.event.OversightEvent.SeededCheckPlaced;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.queue.Proposals;
import dev.countersign.queue.Queue;
import dev.countersign.queue.QueueTest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Samples and seeded checks: nobody who decides can tell, and nothing comes of it but what is known about the loop. */
@QueueTest
class ExerciseTest {

    private static final Instant SOON = Instant.parse("2026-11-22T13:00:00Z");

    /** What differs between any two reviews. */
    private static final List<String> OWN =
            List.of("id", "evaluation", "openedAt", "shownAt", "at", "digest", "payloadDigest");

    @BeforeEach
    void directory() {
        Queue.directory(Queue.DIRECTORY);
    }

    private static ReviewOpened placed(ReviewKind kind, Proposals proposal) {
        EvaluationRecorded recorded = proposal.outcome(kind == ReviewKind.SAMPLE ? Outcome.PROCEED : Outcome.REVIEW)
                .recorded();
        UUID id = UUID.randomUUID();
        Exercise event = kind == ReviewKind.SAMPLE
                ? new SampleDrawn(id, recorded.evaluation(), recorded.process(), recorded, SOON)
                : new SeededCheckPlaced(id, recorded.evaluation(), recorded.process(), recorded, SOON);
        TestTopics.produce("/audit-service", event);
        return said(ReviewOpened.class, recorded.evaluation());
    }

    /** A review without what differs between any two. */
    private static JsonNode alike(JsonNode review) {
        if (review instanceof ObjectNode object) {
            object.remove(OWN);
        }
        review.forEach(ExerciseTest::alike);
        return review;
    }

    private static JsonNode summary(String person, UUID review, String query) {
        ArrayNode items = (ArrayNode)
                json(as(person).get("/v1/reviews?limit=200&" + query).asString())
                        .path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .filter(item -> item.path("id").asText().equals(review.toString()))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(value = ReviewKind.class, names = "LIVE", mode = EnumSource.Mode.EXCLUDE)
    void nothingInTheDetailOrTheListTellsItFromAnyOther(ReviewKind kind) {
        String process = "alike-" + kind.ordinal();
        // One person's, since the trail of a team's says how many each of the team has open, which the first of the two
        // changes.
        ReviewOpened live = open(proposal().process(process).owner("'person:maria'"));
        ReviewOpened exercise = placed(kind, proposal().process(process).owner("'person:maria'"));
        assertThat(exercise.kind()).isEqualTo(kind);

        JsonNode expected = alike(read("maria", live.review()));
        JsonNode shown = alike(read("maria", exercise.review()));
        if (kind == ReviewKind.SAMPLE) {
            assertThat(shown.path("reasons")).hasSize(1);
            assertThat(shown.at("/reasons/0/detail").asText()).isEqualTo("The policy has a person look at this one.");
            ((ObjectNode) shown).set("reasons", expected.path("reasons"));
        }
        assertThat(shown).isEqualTo(expected);
        assertThat(alike(summary("maria", exercise.review(), "process=" + process)))
                .isEqualTo(alike(summary("maria", live.review(), "process=" + process)));
        assertThat(shown.toString().toLowerCase(Locale.ROOT))
                .doesNotContain("seeded")
                .doesNotContain("\"kind\"");
    }

    @ParameterizedTest
    @EnumSource(value = ReviewKind.class, names = "LIVE", mode = EnumSource.Mode.EXCLUDE)
    void whateverIsSaidOfItNothingMayProceed(ReviewKind kind) {
        String process = "decided-" + kind.name().toLowerCase(Locale.ROOT);
        ReviewOpened live = open(proposal().process(process));
        ReviewOpened exercise = placed(kind, proposal().process(process));
        decide("maria", live.review(), "{\"verdict\":\"approve\"}").then().statusCode(200);

        decide("maria", exercise.review(), "{\"verdict\":\"approve\"}").then().statusCode(200);

        ReviewDecided decided = said(ReviewDecided.class, exercise.evaluation());
        assertThat(decided.kind()).isEqualTo(kind);
        assertThat(decided.outcome()).isEqualTo(Decision.APPROVED);
        assertThat(decided.proceed()).isFalse();
        assertThat(alike(summary("maria", exercise.review(), "state=decided&process=" + process)))
                .as("afterwards nothing tells either")
                .isEqualTo(alike(summary("maria", live.review(), "state=decided&process=" + process)));
    }

    @Test
    void anEditOfASampleIsKeptAndProceedsNowhere() {
        ReviewOpened sample = placed(ReviewKind.SAMPLE, proposal());

        decide("maria", sample.review(), "{\"verdict\":\"approve\",\"payload\":{\"cabin\":\"first\",\"amount\":100}}")
                .then()
                .statusCode(200)
                .body("decision.outcome", equalTo("approved-with-changes"));

        ReviewDecided decided = said(ReviewDecided.class, sample.evaluation());
        assertThat(decided.payload().path("cabin").asText()).isEqualTo("first");
        assertThat(decided.proceed()).isFalse();
    }

    @Test
    void anExpiryThatLetsThingsGoLetsNoSampleGo() {
        ReviewOpened sample = placed(ReviewKind.SAMPLE, proposal().onExpiry(OnExpiry.PROCEED));
        hear(new ClockExpired(sample.review(), sample.evaluation(), sample.process(), 1, OnExpiry.PROCEED, SOON, SOON));

        ReviewDecided decided = said(ReviewDecided.class, sample.evaluation());
        assertThat(decided.outcome()).isEqualTo(Decision.EXPIRED);
        assertThat(decided.proceed()).isFalse();
    }

    @Test
    void whatBecomesOfTheEvaluationDoesNotTouchItsSample() {
        ReviewOpened sample = placed(ReviewKind.SAMPLE, proposal());
        ReviewOpened live = open(proposal());
        hear(new EvaluationWithdrawn(sample.evaluation(), sample.process(), "not needed", SOON));
        hear(new EvaluationWithdrawn(live.evaluation(), live.process(), "not needed", SOON));
        said(ReviewDecided.class, live.evaluation());
        ReviewOpened after = open(proposal());
        detail("maria", after.review()).statusCode(200);

        detail("maria", sample.review()).body("state", equalTo("open"));
    }

    @Test
    void whatAConfidenceHasBeenWorthLeavesThemApart() {
        String process = "worth-apart";
        ReviewOpened sample = placed(ReviewKind.SAMPLE, proposal().process(process));
        decide("maria", sample.review(), "{\"verdict\":\"approve\"}").then().statusCode(200);
        ReviewOpened live = open(proposal().process(process));

        detail("maria", live.review()).body("confidenceWorth.n", equalTo(0));
    }
}
