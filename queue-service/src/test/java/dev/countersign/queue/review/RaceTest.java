package dev.countersign.queue.review;

import static dev.countersign.queue.Proposals.proposal;
import static dev.countersign.queue.Queue.as;
import static dev.countersign.queue.Queue.read;
import static dev.countersign.queue.Queue.said;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EscalationEvent.ClockExpired;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRecorded;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.Topic;
import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.queue.Proposals;
import dev.countersign.queue.Queue;
import dev.countersign.queue.QueueTest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several at once on one review, on a real database and many times over: one of them wins, and the others are told. */
@QueueTest
class RaceTest {

    private static final Instant SOON = Instant.parse("2026-11-22T13:00:00Z");
    private static final int ROUNDS = 25;
    private static final String APPROVE = "{\"verdict\":\"approve\"}";
    private static final String EDIT = "{\"verdict\":\"approve\",\"payload\":{\"cabin\":\"first\",\"amount\":100}}";

    @Inject
    ClockService clocks;

    @BeforeEach
    void directory() {
        Queue.directory(Queue.DIRECTORY);
    }

    private static List<ReviewOpened> opened(Supplier<Proposals> proposal) {
        List<EvaluationRecorded> sent = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            sent.add(proposal.get().send());
        }
        return sent.stream()
                .map(one -> said(ReviewOpened.class, one.evaluation()))
                .toList();
    }

    /** All at once, and what each was answered. */
    @SafeVarargs
    private static List<Integer> atOnce(Callable<Integer>... acts) throws Exception {
        CyclicBarrier start = new CyclicBarrier(acts.length);
        try (ExecutorService threads = Executors.newFixedThreadPool(acts.length)) {
            List<Future<Integer>> answers = threads.invokeAll(Arrays.stream(acts)
                    .<Callable<Integer>>map(act -> () -> {
                        start.await();
                        return act.call();
                    })
                    .toList());
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            return statuses;
        }
    }

    private static Callable<Integer> post(String person, ReviewOpened opened, String what, String body) {
        return () -> as(person)
                .header("If-Match", "\"1\"")
                .contentType("application/json")
                .body(body)
                .post("/v1/reviews/" + opened.review() + what)
                .statusCode();
    }

    /** The clock's own way, without the broker before it: 200 where it moved the review. */
    private Callable<Integer> expiry(ReviewOpened opened) {
        var event = new ClockExpired(
                opened.review(), opened.evaluation(), opened.process(), 1, OnExpiry.REJECT, SOON, SOON);
        return () -> {
            try {
                Recorded recorded =
                        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> clocks.on(event)));
                return recorded == null ? 409 : 200;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static long won(List<Integer> statuses) {
        return statuses.stream().filter(status -> status == 200).count();
    }

    private static Map<UUID, List<ReviewDecided>> decisions(List<ReviewOpened> of) {
        of.forEach(one -> said(ReviewDecided.class, one.evaluation()));
        return decisionsSoFar(of);
    }

    private static Map<UUID, List<ReviewDecided>> decisionsSoFar(List<ReviewOpened> of) {
        List<UUID> evaluations = of.stream().map(ReviewOpened::evaluation).toList();
        return TestTopics.all(Topic.REVIEWS.topicName()).stream()
                .filter(message -> message.type().equals("dev.countersign.review-decided.v1"))
                .map(message -> Proposals.read(message.text(), ReviewDecided.class))
                .filter(decided -> evaluations.contains(decided.evaluation()))
                .collect(groupingBy(ReviewDecided::evaluation));
    }

    /** Whatever was answered, one ending is in the history. */
    private static void oneEnding(ReviewOpened opened) {
        JsonNode history = read("grace", opened.review()).path("history");
        List<String> ends = new ArrayList<>();
        history.forEach(line -> ends.add(line.path("what").asText()));
        ends.retainAll(List.of("approved", "approved-with-changes", "rejected", "expired"));
        assertThat(ends).as(history.toString()).hasSize(1);
    }

    @Test
    void decisionAgainstExpiry() throws Exception {
        List<ReviewOpened> reviews = opened(() -> proposal());
        List<List<Integer>> answers = new ArrayList<>();
        for (ReviewOpened review : reviews) {
            answers.add(atOnce(
                    post("maria", review, "/decision", APPROVE),
                    expiry(review),
                    post("grace", review, "/decision", "{\"verdict\":\"reject\",\"reason\":\"no\"}")));
        }

        Map<UUID, List<ReviewDecided>> decided = decisions(reviews);
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(answers.get(i)).allMatch(status -> status == 200 || status == 409);
            assertThat(won(answers.get(i))).as("round " + i).isEqualTo(1);
            List<ReviewDecided> said = decided.get(reviews.get(i).evaluation());
            assertThat(said).hasSize(1);
            assertThat(said.getFirst().outcome() == Decision.EXPIRED)
                    .isEqualTo(answers.get(i).get(1) == 200);
            oneEnding(reviews.get(i));
        }
    }

    @Test
    void editAgainstApprove() throws Exception {
        List<ReviewOpened> reviews = opened(() -> proposal());
        List<List<Integer>> answers = new ArrayList<>();
        for (ReviewOpened review : reviews) {
            answers.add(atOnce(post("maria", review, "/decision", EDIT), post("tom", review, "/decision", APPROVE)));
        }

        Map<UUID, List<ReviewDecided>> decided = decisions(reviews);
        for (int i = 0; i < ROUNDS; i++) {
            boolean edited = answers.get(i).getFirst() == 200;
            assertThat(answers.get(i)).as("round " + i).containsExactlyInAnyOrder(200, 409);
            List<ReviewDecided> said = decided.get(reviews.get(i).evaluation());
            assertThat(said).hasSize(1);
            assertThat(said.getFirst().outcome())
                    .isEqualTo(edited ? Decision.APPROVED_WITH_CHANGES : Decision.APPROVED);
            assertThat(said.getFirst().by()).containsExactly(Principal.person(edited ? "maria" : "tom"));
            oneEnding(reviews.get(i));
        }
    }

    @Test
    void reassignAgainstApprove() throws Exception {
        List<ReviewOpened> reviews = opened(() -> proposal());
        List<List<Integer>> answers = new ArrayList<>();
        for (ReviewOpened review : reviews) {
            answers.add(atOnce(
                    post("maria", review, "/reassign", "{\"to\":\"person:ana\",\"reason\":\"an invoice\"}"),
                    post("tom", review, "/decision", APPROVE)));
        }

        Map<UUID, List<ReviewDecided>> decided = decisionsSoFar(reviews);
        for (int i = 0; i < ROUNDS; i++) {
            ReviewOpened review = reviews.get(i);
            assertThat(won(answers.get(i)))
                    .as("round " + i + ": " + answers.get(i))
                    .isEqualTo(1);
            boolean moved = answers.get(i).getFirst() == 200;
            JsonNode now = read("grace", review.review());
            assertThat(now.path("owner").asText()).isEqualTo(moved ? "person:ana" : "team:bookings");
            assertThat(now.path("state").asText()).isEqualTo(moved ? "open" : "decided");
            assertThat(moved && decided.containsKey(review.evaluation())).isFalse();
        }
    }

    @Test
    void twoWhoApproveTheSameAtOnceAreTwo() throws Exception {
        List<ReviewOpened> reviews = opened(() -> proposal().approvals("2"));
        for (ReviewOpened review : reviews) {
            String path = "/v1/reviews/" + review.review() + "/decision";
            Callable<Integer> maria = () -> as("maria")
                    .contentType("application/json")
                    .body(APPROVE)
                    .post(path)
                    .statusCode();
            Callable<Integer> twice = () -> as("maria")
                    .contentType("application/json")
                    .body(APPROVE)
                    .post(path)
                    .statusCode();
            Callable<Integer> tom = () -> as("tom")
                    .contentType("application/json")
                    .body(APPROVE)
                    .post(path)
                    .statusCode();
            assertThat(atOnce(maria, twice, tom)).containsExactlyInAnyOrder(200, 200, 409);
        }

        decisions(reviews).values().forEach(said -> {
            assertThat(said).hasSize(1);
            assertThat(said.getFirst().by())
                    .containsExactlyInAnyOrder(Principal.person("maria"), Principal.person("tom"));
        });
    }
}
