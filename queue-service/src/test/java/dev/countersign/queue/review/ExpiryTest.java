package dev.countersign.queue.review;

import static dev.countersign.queue.Proposals.proposal;
import static dev.countersign.queue.Queue.decide;
import static dev.countersign.queue.Queue.detail;
import static dev.countersign.queue.Queue.hear;
import static dev.countersign.queue.Queue.open;
import static dev.countersign.queue.Queue.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EscalationEvent.ClockExpired;
import dev.countersign.contracts.event.ReviewEvent.ReassignCause;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.ReviewEvent.ReviewReassigned;
import dev.countersign.contracts.event.Topic;
import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.queue.Queue;
import dev.countersign.queue.QueueTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Decision and expiry meet in one place: one comes first, the other is told. */
@QueueTest
class ExpiryTest {

    private static final Instant SOON = Instant.parse("2026-11-22T13:00:00Z");

    @BeforeEach
    void directory() {
        Queue.directory(Queue.DIRECTORY);
    }

    private static ClockExpired expired(ReviewOpened opened, int cycle, OnExpiry onExpiry) {
        return new ClockExpired(opened.review(), opened.evaluation(), opened.process(), cycle, onExpiry, SOON, SOON);
    }

    @Test
    void anExpiredReviewTakesNoDecision() {
        ReviewOpened opened = open(proposal());
        hear(expired(opened, 1, OnExpiry.REJECT));

        ReviewDecided decided = said(ReviewDecided.class, opened.evaluation());
        assertThat(decided.outcome()).isEqualTo(Decision.EXPIRED);
        assertThat(decided.proceed()).isFalse();
        assertThat(decided.by()).isEmpty();
        decide("maria", opened.review(), "{\"verdict\":\"approve\"}")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:countersign:problem:review-expired"));
    }

    @Test
    void anExpiryMayLetItProceed() {
        ReviewOpened opened = open(proposal());
        hear(expired(opened, 1, OnExpiry.PROCEED));

        assertThat(said(ReviewDecided.class, opened.evaluation()).proceed()).isTrue();
    }

    @Test
    void anExpiryThatEscalatesGoesUpToTheTopAndThenEnds() {
        ReviewOpened opened = open(proposal().owner("'person:ana'"));
        hear(expired(opened, 1, OnExpiry.ESCALATE));

        ReviewReassigned up = said(ReviewReassigned.class, opened.evaluation());
        assertThat(up.owner()).isEqualTo(Principal.person("grace"));
        assertThat(up.cause()).isEqualTo(ReassignCause.EXPIRED);
        assertThat(up.restartClock()).isTrue();

        hear(expired(opened, 1, OnExpiry.ESCALATE));
        hear(expired(opened, 2, OnExpiry.ESCALATE));
        assertThat(said(ReviewDecided.class, opened.evaluation()).proceed()).isFalse();
        assertThat(all(opened, "dev.countersign.review-reassigned.v1")).hasSize(1);
    }

    @Test
    void anExpiryAfterTheDecisionChangesNothing() {
        ReviewOpened opened = open(proposal());
        decide("maria", opened.review(), "{\"verdict\":\"approve\"}").then().statusCode(200);
        hear(expired(opened, 1, OnExpiry.REJECT));
        ReviewOpened next = open(proposal());
        hear(expired(next, 1, OnExpiry.REJECT));
        said(ReviewDecided.class, next.evaluation());

        detail("maria", opened.review()).body("decision.outcome", equalTo("approved"));
        assertThat(all(opened, "dev.countersign.review-decided.v1")).hasSize(1);
    }

    @Test
    void ofManyDecisionsAndAnExpiryExactlyOneWins() throws InterruptedException, ExecutionException {
        for (int round = 0; round < 5; round++) {
            ReviewOpened opened = open(proposal());
            List<Integer> answers = race(opened, round % 2 == 0);

            ReviewDecided decided = said(ReviewDecided.class, opened.evaluation());
            long won = answers.stream().filter(status -> status == 200).count();
            assertThat(answers).allMatch(status -> status == 200 || status == 409);
            assertThat(won).isEqualTo(decided.outcome() == Decision.EXPIRED ? 0 : 1);
            assertThat(all(opened, "dev.countersign.review-decided.v1")).hasSize(1);
        }
    }

    private static List<Integer> race(ReviewOpened opened, boolean withExpiry)
            throws InterruptedException, ExecutionException {
        List<Callable<Integer>> deciders = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String person = i % 2 == 0 ? "maria" : "grace";
            String body = switch (i % 3) {
                case 0 -> "{\"verdict\":\"approve\"}";
                case 1 -> "{\"verdict\":\"reject\",\"reason\":\"no\"}";
                default -> "{\"verdict\":\"approve\",\"payload\":{\"cabin\":\"first\"}}";
            };
            deciders.add(() -> decide(person, opened.review(), body).statusCode());
        }
        if (withExpiry) {
            hear(expired(opened, 1, OnExpiry.REJECT));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(deciders)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private static List<TestTopics.Message> all(ReviewOpened opened, String type) {
        return TestTopics.all(Topic.REVIEWS.topicName()).stream()
                .filter(message -> message.type().equals(type)
                        && opened.evaluation().toString().equals(message.key()))
                .toList();
    }
}
