package dev.countersign.journeys;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.Topic;
import dev.countersign.journeys.QueueRoom.Verdict;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Any process may be killed at any instant: nothing is lost and nothing happens twice. Agents and reviewers go on working while services
 * are killed at random instants; then everything is counted. {@code -Djourneys.seed=…} repeats a run's choices.
 */
@Journey
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillTest {

    private static final String AGENT = "demo-agent";
    private static final String DECIDED = "kill-journey";
    private static final String EXPIRING = "kill-journey-expiring";
    private static final int AT_LEAST = 300;
    private static final int KILLS_WANTED = 2;
    /** Several, since each of them waits for whatever was just killed. */
    private static final int WORKERS = 12;

    private static final Duration LONGEST = Duration.ofSeconds(150);
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final List<String> REVIEWERS = List.of("maria", "tom");

    private final House house;
    private final Persistent persistent = new Persistent();
    private final Queue<Done> done = new ConcurrentLinkedQueue<>();
    private final Clock clock = Clock.systemUTC();
    private String earlierCheckpoint = "";

    KillTest(House house) {
        this.house = house;
    }

    /**
     * One action, worked to its end.
     *
     * @param key with which it was proposed
     * @param redeemed how often redeeming was answered with yes
     */
    private record Done(String key, JsonNode proposal, Evaluation last, int redeemed, boolean reported) {
        UUID id() {
            return last.id();
        }

        boolean isReleased() {
            return last.release() != null;
        }
    }

    @BeforeAll
    void workWhileServicesAreKilled() throws Exception {
        long seed = Long.getLong("journeys.seed", System.nanoTime());
        System.out.println("journeys: kill test with -Djourneys.seed=" + seed);
        house.policy().publish(DECIDED, Policies.reviewed(DECIDED, "'team:bookings'", Policies.ALL_DAY));
        house.policy()
                .publish(
                        EXPIRING,
                        Policies.reviewed(
                                EXPIRING,
                                "'team:bookings'",
                                "{ pickUp: PT10S, decide: PT10S, steps: [ { at: PT3S, remind: owner } ], onExpiry: reject }"));
        earlierCheckpoint = house.audit().log().checkpoint();

        Killer killer = new Killer(house.services(), new Random(seed));
        Instant deadline = clock.instant().plus(LONGEST);
        AtomicInteger next = new AtomicInteger();
        CompletableFuture<Void> raging = killer.rage(() ->
                clock.instant().isBefore(deadline) && !(done.size() >= AT_LEAST && killer.hasKilledEach(KILLS_WANTED)));
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            List<CompletableFuture<Void>> working = Stream.generate(
                            () -> CompletableFuture.runAsync(() -> workUntil(raging, next), workers))
                    .limit(WORKERS)
                    .toList();
            raging.get(LONGEST.toSeconds() * 2, TimeUnit.SECONDS);
            System.out.printf("journeys: %d actions when the killing ended, killed %s%n", done.size(), killer.kills());
            CompletableFuture.allOf(working.toArray(CompletableFuture[]::new))
                    .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        }
        System.out.printf(
                "journeys: %d actions worked through, killed %s, found a service away %d times%n",
                done.size(), killer.kills(), persistent.retries());
        // A slow machine has time for fewer kills than wanted.
        assertThat(killer.hasKilledEach(1)).as("kills " + killer.kills()).isTrue();
        assertThat(done).hasSizeGreaterThanOrEqualTo(AT_LEAST);
    }

    private void workUntil(CompletableFuture<Void> quiet, AtomicInteger next) {
        while (!quiet.isDone() || next.get() < AT_LEAST) {
            int number = next.incrementAndGet();
            done.add(number % 10 == 0 ? expire(number) : decide(number));
        }
    }

    private Done expire(int number) {
        JsonNode proposal = Policies.note(EXPIRING, "diary/" + number, "Nobody reads this.");
        Evaluation first = propose("expiring-" + number, proposal);
        return new Done("expiring-" + number, proposal, await(first.id()), 0, false);
    }

    private Done decide(int number) {
        String key = "decided-" + number;
        JsonNode proposal = Policies.note(DECIDED, "diary/" + number, "Page " + number);
        Evaluation first = propose(key, proposal);
        review(number, first.id());
        Evaluation last = await(first.id());
        if (last.release() == null) {
            return new Done(key, proposal, last, 0, false);
        }
        JsonNode edited = last.decided().payload();
        JsonNode payload = edited != null ? edited : proposal.path("action").path("payload");
        int redeemed = redeem(last.released(), payload);
        persistent
                .ask("report " + key, () -> house.policy().report(AGENT, last.id(), "executed", Digests.of(payload)))
                .expect(200, 201, 202, 204, 409);
        return new Done(key, proposal, last, redeemed, true);
    }

    private Evaluation propose(String key, JsonNode proposal) {
        return persistent
                .ask("propose " + key, () -> house.policy().tryPropose(AGENT, proposal, key))
                .expect(200, 201)
                .as(Evaluation.class);
    }

    /** Decides as a person would who does not know whether the last click arrived: looks first, then clicks. */
    private void review(int number, UUID evaluation) {
        UUID review = Eventually.first(
                        "a review of " + evaluation,
                        PATIENCE,
                        PAUSE,
                        () -> Optional.ofNullable(now(evaluation).review()))
                .id();
        String reviewer = REVIEWERS.get(number % REVIEWERS.size());
        persistent
                .ask("decide " + review, () -> {
                    Answer seen = house.queue().review(reviewer, review);
                    boolean open =
                            seen.status() == 200 && seen.body().path("decision").isMissingNode();
                    return open ? house.queue().decide(reviewer, review, verdict(number), seen.header("ETag")) : seen;
                })
                .expect(200);
    }

    private static Verdict verdict(int number) {
        return switch (number % 4) {
            case 0 -> Verdict.approve(Payloads.object("{}").put("text", "Page " + number + ", corrected"));
            case 1 -> Verdict.reject("wrong");
            case 2 -> Verdict.approve();
            default -> number % 3 == 0 ? Verdict.takeOver() : Verdict.approve();
        };
    }

    private int redeem(String release, JsonNode payload) {
        Answer first = persistent
                .ask("redeem", () -> house.policy().redeem(AGENT, release, payload))
                .expect(200, 409);
        Answer second = persistent
                .ask("redeem again", () -> house.policy().redeem(AGENT, release, payload))
                .expect(200, 409);
        return (first.status() == 200 ? 1 : 0) + (second.status() == 200 ? 1 : 0);
    }

    private Evaluation now(UUID evaluation) {
        return persistent
                .ask("read " + evaluation, () -> house.policy().poll(AGENT, evaluation, Duration.ZERO))
                .expect(200)
                .as(Evaluation.class);
    }

    private Evaluation await(UUID evaluation) {
        return Eventually.first(
                "a decision on " + evaluation,
                PATIENCE,
                PAUSE,
                () -> Optional.of(persistent
                                .ask("wait", () -> house.policy().poll(AGENT, evaluation, Duration.ofSeconds(5)))
                                .expect(200)
                                .as(Evaluation.class))
                        .filter(found -> !found.isWaiting()));
    }

    @Test
    void whatWasAcknowledgedExistsOnce() {
        assertThat(done.stream().map(Done::id).collect(toSet())).hasSize(done.size());
        assertThat(done).allSatisfy(one -> {
            Answer again = house.policy().tryPropose(AGENT, one.proposal(), one.key());
            assertThat(again.expect(200).as(Evaluation.class).id()).isEqualTo(one.id());
        });
        Map<String, Long> recorded = house.topics().all(Topic.EVALUATIONS.topicName()).stream()
                .filter(message -> message.type().equals("dev.countersign.evaluation-recorded.v1"))
                .map(message -> message.name() + " " + message.key())
                .distinct()
                .collect(groupingBy(name -> name.substring(name.lastIndexOf(' ') + 1), counting()));
        assertThat(done)
                .allSatisfy(one -> assertThat(recorded.get(one.id().toString())).isEqualTo(1));
    }

    @Test
    void everyLoopEndedAsItWasDecided() {
        assertThat(done).allSatisfy(one -> {
            int number = Integer.parseInt(one.key().substring(one.key().lastIndexOf('-') + 1));
            String expected = number % 10 == 0
                    ? "expired"
                    : switch (verdict(number).body().path("verdict").asText()) {
                        case "reject" -> "rejected";
                        case "take-over" -> "taken-over";
                        default -> number % 4 == 0 ? "approved-with-changes" : "approved";
                    };
            assertThat(one.last().decided().outcome()).isEqualTo(expected);
            assertThat(one.isReleased()).isEqualTo(expected.startsWith("approved"));
        });
        for (String process : List.of(DECIDED, EXPIRING)) {
            JsonNode open = house.queue().reviews("maria", "?state=open&scope=all&process=" + process);
            assertThat(open.path("items")).as(process).isEmpty();
        }
    }

    @Test
    void everyStepHappenedOnceAndIsInTheEvidence() {
        assertThat(done).allSatisfy(one -> {
            Evidence evidence = house.audit().evidence(one.id(), found -> isComplete(one, found));
            assertThat(evidence.problems()).isEmpty();
            for (String once : List.of("evaluation-recorded", "review-opened", "clock-started", "review-decided")) {
                assertThat(evidence.count(once)).as(once).isEqualTo(1);
            }
            for (String onlyReleased : List.of("release-issued", "release-redeemed", "execution-reported")) {
                assertThat(evidence.count(onlyReleased)).as(onlyReleased).isEqualTo(one.isReleased() ? 1 : 0);
            }
        });
    }

    private static boolean isComplete(Done one, Evidence evidence) {
        return evidence.has("evaluation-recorded", "review-opened", "clock-started", "review-decided")
                && (!one.isReleased() || evidence.has("release-issued", "release-redeemed", "execution-reported"));
    }

    @Test
    void everyReleaseIsUsedAtMostOnce() {
        assertThat(done).filteredOn(Done::isReleased).isNotEmpty().allSatisfy(one -> {
            assertThat(one.redeemed()).isLessThanOrEqualTo(1);
            assertThat(one.reported()).isTrue();
        });
    }

    @Test
    void everyEventIsInTheLogExactlyOnce() {
        Eventually.holds("the log has all events", PATIENCE, () -> {
            Set<String> said = Arrays.stream(Topic.values())
                    .flatMap(topic -> house.topics().all(topic.topicName()).stream())
                    .map(TopicReader.Message::name)
                    .collect(toSet());
            List<String> logged = house.audit().log().entries().stream()
                    .map(entry -> entry.path("source").asText() + " "
                            + entry.path("id").asText())
                    .toList();
            assertThat(logged).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(said);
        });
    }

    @Test
    void nothingWasGivenUp() {
        List<String> dead = Arrays.stream(Topic.values())
                .flatMap(topic -> house.topics().all(topic.deadLetterName()).stream())
                .map(message -> message.topic() + " " + message.headers())
                .toList();

        assertThat(dead).isEmpty();
    }

    /** The check of the log knows nothing of the service but its address: it runs in a process of its own. */
    @Test
    void theLogIsSoundWhenCheckedFromOutside() throws IOException, InterruptedException {
        Path checkpoint = Files.writeString(Files.createTempFile("checkpoint", ".txt"), earlierCheckpoint);
        Path classes = ProjectRoot.find().resolve("audit-service/target/quarkus-app/app");
        Process fsck = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes + "/*",
                        "dev.countersign.audit.fsck.FsckCommand",
                        house.uri(Service.AUDIT).toString(),
                        house.audit().log().verifierKey(),
                        checkpoint.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(fsck.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(fsck.waitFor()).as(said).isZero();
        assertThat(said).contains("sound");
    }
}
