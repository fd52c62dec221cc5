package dev.countersign.journeys;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.countersign.journeys.QueueRoom.Verdict;
import dev.countersign.localstack.recorded.RecordedCalls;
import java.text.ParseException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Everything that a real agent once proposed goes through the house, decided by a reviewer who knows what would have been right. What
 * the house then says about the agent must be what the recorded files say.
 */
@Journey
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AirlineJourneyTest {

    private static final String AGENT = "airline-agent";
    private static final int AT_ONCE = 6;
    private static final List<String> REVIEWERS = List.of("maria", "tom");

    private final House house;
    private AirlineData data;
    private String document;
    private JsonNode policy;
    private List<Played> played;

    AirlineJourneyTest(House house) {
        this.house = house;
    }

    /**
     * One call, played to its end.
     *
     * @param first what the agent was answered
     * @param last what it was answered when somebody had decided, or the same
     * @param reported what it said that it did; empty where it had no release
     */
    private record Played(JsonNode call, Evaluation first, Evaluation last, Optional<String> reported) {

        /** What may be executed: the edited payload, else the proposed one. */
        JsonNode payload() {
            JsonNode edited = last.decision() == null ? null : last.decision().payload();
            return edited != null ? edited : call.path("action").path("arguments");
        }

        boolean isReleased() {
            return last.release() != null;
        }
    }

    @BeforeAll
    void playEveryRecordedCall() throws InterruptedException, ExecutionException {
        Optional<AirlineData> found = AirlineData.find();
        if (found.isEmpty()) {
            System.err.println("SKIPPED: the recorded calls are not in " + AirlineData.folder() + "; set "
                    + AirlineData.VARIABLE + " to the folder that holds actions.jsonl and truth.jsonl");
        }
        assumeTrue(found.isPresent(), "the recorded calls are not in " + AirlineData.folder());
        data = found.orElseThrow();
        document = house.example("airline/policy.yaml");
        policy = Payloads.yaml(document);
        house.policy().publish(RecordedCalls.PROCESS, document);
        played = concurrently(data.actions(), this::play);
    }

    private Played play(JsonNode call) {
        Evaluation first =
                house.policy().propose(AGENT, RecordedCalls.proposal(call), RecordedCalls.idempotencyKey(call));
        if (first.isWaiting()) {
            review(call, first.id());
        }
        Evaluation last = house.policy().decided(AGENT, first.id());
        if (last.release() == null) {
            return new Played(call, first, last, Optional.empty());
        }
        Played released = new Played(call, first, last, Optional.empty());
        boolean asProposed = released.payload().equals(call.path("action").path("arguments"));
        String status = data.succeeded(call) || !asProposed ? "executed" : "failed";
        house.policy()
                .report(AGENT, first.id(), status, Digests.of(released.payload()))
                .expect(200, 201, 202, 204);
        return new Played(call, first, last, Optional.of(status));
    }

    private void review(JsonNode call, UUID evaluation) {
        UUID review = house.policy().inReview(AGENT, evaluation).reviewId();
        String reviewer = REVIEWERS.get(Math.floorMod(evaluation.hashCode(), REVIEWERS.size()));
        house.queue().claim(reviewer, review).expect(200, 204);
        Verdict verdict = switch (data.decision(call)) {
            case "approved" -> Verdict.approve();
            case "approved-with-changes" -> Verdict.approve(data.expectedArguments(call));
            case "rejected" -> Verdict.reject(rejectReason());
            default -> Verdict.takeOver();
        };
        house.queue().decide(reviewer, review, verdict).expect(200);
    }

    private String rejectReason() {
        return policy.path("review").path("rejectReasons").path(1).asText();
    }

    @Test
    void everyCallEndsAsTheFilesSay() {
        assertThat(played).allSatisfy(call -> {
            String outcome = AirlineData.outcome(policy, call.call());
            assertThat(call.first().outcome()).isEqualTo(outcome);
            if (outcome.equals("review")) {
                assertThat(call.last().decided().outcome()).isEqualTo(data.decision(call.call()));
            } else {
                assertThat(call.last().decision()).isNull();
                assertThat(call.first().status()).isEqualTo("released");
            }
        });
    }

    @Test
    void theMetricsAreThoseThatTheFilesGive() {
        Map<String, Long> outcomes = counted(call -> AirlineData.outcome(policy, call.call()), played.stream());
        List<Played> reviewed = played.stream()
                .filter(call -> AirlineData.outcome(policy, call.call()).equals("review"))
                .toList();
        Map<String, Long> decisions = counted(call -> data.decision(call.call()), reviewed.stream());
        long executed = played.stream()
                .filter(call -> call.reported().equals(Optional.of("executed")))
                .count();

        Eventually.holds("the metrics have caught up", () -> {
            JsonNode metrics = house.audit().metrics(RecordedCalls.PROCESS);
            assertThat(metrics.path("evaluations").asLong())
                    .isEqualTo(data.actions().size());
            assertThat(numbers(metrics.path("outcomes"))).isEqualTo(outcomes);
            assertThat(numbers(metrics.path("decisions"))).isEqualTo(decisions);
            assertThat(metrics.path("unchangedApproval").path("n").asLong()).isEqualTo(reviewed.size());
            assertThat(metrics.path("reviewTime").path("n").asLong()).isEqualTo(reviewed.size());
            assertThat(metrics.path("escape").path("n").asLong()).isEqualTo(executed);
        });
        JsonNode rate = house.audit().metrics(RecordedCalls.PROCESS).path("unchangedApproval");
        long approved = decisions.get("approved");
        assertThat(rate.path("rate").asDouble()).isCloseTo((double) approved / reviewed.size(), within(0.0001));
        assertThat(rate.path("low").asDouble()).isCloseTo(wilson(approved, reviewed.size(), -1), within(0.0001));
        assertThat(rate.path("high").asDouble()).isCloseTo(wilson(approved, reviewed.size(), 1), within(0.0001));
        System.out.printf(
                "journeys: %d calls, outcomes %s, decisions %s, approved unchanged %s%n",
                data.actions().size(), outcomes, decisions, rate);
    }

    @Test
    void everyReleaseIsSignedForExactlyTheDecidedPayload() throws ParseException {
        ReleaseVerifier verifier =
                house.policy().releaseVerifier(Clock.systemUTC().instant());
        List<Played> released = played.stream().filter(Played::isReleased).toList();

        assertThat(released).isNotEmpty();
        for (Played call : released) {
            JWTClaimsSet claims = verifier.verified(call.last().released()).orElseThrow();
            assertThat(claims.getStringClaim("payload_digest")).isEqualTo(Digests.of(call.payload()));
            assertThat(claims.getStringClaim("evaluation"))
                    .isEqualTo(call.first().id().toString());
            assertThat(claims.getSubject()).isEqualTo(AGENT);
            assertThat(claims.getStringClaim("process")).isEqualTo(RecordedCalls.PROCESS);
            assertThat(claims.getStringClaim("action")).isEqualTo(AirlineData.type(call.call()));
            assertThat(claims.getStringListClaim("approvers"))
                    .hasSize(call.last().decision() == null ? 0 : 1);
        }
    }

    @Test
    void nobodyWithoutApprovalHasARelease() {
        assertThat(played)
                .filteredOn(call -> call.last().decision() != null
                        && !call.last().decided().outcome().startsWith("approved"))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.last().release()).isNull());
    }

    @Test
    void theEvidenceOfEveryCallIsProvablyInTheLog() throws InterruptedException, ExecutionException {
        List<List<String>> problems = concurrently(
                played,
                call -> house.audit()
                        .evidence(call.first().id(), evidence -> isComplete(call, evidence))
                        .problems());

        assertThat(problems).allSatisfy(found -> assertThat(found).isEmpty());
    }

    @Test
    void thePolicyReplayedOverItsOwnEvaluationsAnswersTheSame() {
        JsonNode replayed = house.policy().replay(RecordedCalls.PROCESS, document);
        JsonNode comparison = replayed.path("comparison");

        assertThat(comparison.path("evaluations").asInt()).isEqualTo(played.size());
        assertThat(comparison.path("changes")).isEmpty();
        assertThat(replayed.path("changed").path("total").asInt()).isZero();
        assertThat(numbers(comparison.path("outcomes").path("candidate")))
                .isEqualTo(counted(call -> call.first().outcome(), played.stream()));
        assertThat(comparison.path("reasons"))
                .allSatisfy(reason -> assertThat(reason.path("candidate")).isEqualTo(reason.path("recorded")));
        assertThat(comparison.path("knownErrors").path("total").asLong())
                .isEqualTo(played.stream().filter(this::isKnownError).count());
        assertThat(comparison.path("knownErrors").path("slipped").asInt()).isZero();
    }

    @Test
    void aLooserCandidateShowsWhoIsNoLongerAskedAndWhichErrorsWouldHaveSlippedThrough() {
        String looser = document.replace("threshold: 0.9", "threshold: 0.5");
        JsonNode candidate = Payloads.yaml(looser);
        List<Played> spared = played.stream()
                .filter(call -> AirlineData.outcome(policy, call.call()).equals("review"))
                .filter(call -> AirlineData.outcome(candidate, call.call()).equals("proceed"))
                .toList();
        List<Played> slipped = spared.stream().filter(this::isKnownError).toList();

        JsonNode replayed = house.policy().replay(RecordedCalls.PROCESS, looser);

        JsonNode comparison = replayed.path("comparison");
        JsonNode errors = comparison.path("knownErrors");
        assertThat(spared).isNotEmpty();
        assertThat(slipped).isNotEmpty();
        assertThat(comparison.path("noLongerAsked").path("evaluations").asInt()).isEqualTo(spared.size());
        assertThat(comparison.path("newlyAsked").path("evaluations").asInt()).isZero();
        assertThat(ids(replayed.path("changed").path("items"))).containsExactlyInAnyOrderElementsOf(ids(spared));
        assertThat(ids(errors.path("slippedThrough"))).containsExactlyInAnyOrderElementsOf(ids(slipped));
        assertThat(errors.path("caught").asLong())
                .isEqualTo(played.stream().filter(this::isKnownError).count() - slipped.size());
        assertThat(comparison.path("reviewMinutes").path("basis").path("timed").asInt())
                .isEqualTo(spared.size());
        System.out.printf(
                "journeys: with a threshold of 0.5, %d no longer asked, %d known errors slip through, minutes %s%n",
                spared.size(), slipped.size(), comparison.path("reviewMinutes"));
    }

    /** What a reviewer who knows has not approved as it was. */
    private boolean isKnownError(Played call) {
        return AirlineData.outcome(policy, call.call()).equals("review")
                && !data.decision(call.call()).equals("approved");
    }

    private static List<String> ids(List<Played> calls) {
        return calls.stream().map(call -> call.first().id().toString()).toList();
    }

    private static List<String> ids(JsonNode items) {
        return items.findValuesAsText("evaluation");
    }

    private static boolean isComplete(Played call, Evidence evidence) {
        boolean reviewed = call.last().decision() == null || evidence.has("review-opened", "review-decided");
        boolean released = !call.isReleased() || evidence.has("release-issued", "execution-reported");
        return evidence.has("evaluation-recorded") && reviewed && released;
    }

    private static <T> Map<String, Long> counted(Function<T, String> word, Stream<T> of) {
        return of.collect(groupingBy(word, counting()));
    }

    /** The counts that are not 0. */
    private static Map<String, Long> numbers(JsonNode counts) {
        return counts.properties().stream()
                .filter(count -> count.getValue().asLong() != 0)
                .collect(toMap(Map.Entry::getKey, count -> count.getValue().asLong()));
    }

    /** One end of Wilson's 95 % interval. */
    private static double wilson(long hits, long n, int sign) {
        double z = 1.959964;
        double share = (double) hits / n;
        double root = Math.sqrt(share * (1 - share) / n + z * z / (4.0 * n * n));
        return (share + z * z / (2.0 * n) + sign * z * root) / (1 + z * z / n);
    }

    /** Everything, a few at once, in the order given. */
    private static <T, R> List<R> concurrently(List<T> items, Function<T, R> work)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<R>> results = items.stream()
                    .map(item -> threads.submit(() -> work.apply(item)))
                    .toList();
            List<R> done = new ArrayList<>();
            for (Future<R> result : results) {
                done.add(result.get());
            }
            return done;
        }
    }
}
