package dev.countersign.policy.replay;

import static dev.countersign.policy.replay.Recordings.NOON;
import static dev.countersign.policy.replay.Recordings.lived;
import static dev.countersign.policy.replay.Recordings.proposal;
import static dev.countersign.policy.replay.Recordings.proposed;
import static dev.countersign.policy.replay.Recordings.recorded;
import static dev.countersign.policy.replay.Recordings.threshold;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.policy.Given;
import dev.countersign.policy.evaluation.Recorded;
import dev.countersign.policy.publishing.PublishedPolicy;
import dev.countersign.policy.replay.Compared.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final int CASES = 60;
    private static final int EACH = 120;

    /** Policies with and without limits, over what they answered themselves. */
    private static void forAll(BiConsumer<PublishedPolicy, List<Recorded>> property) {
        long seed = Long.getLong("countersign.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            PublishedPolicy policy = somePolicy(random);
            List<Recorded> recorded = lived(policy, proposed(random, EACH));
            try {
                property.accept(policy, recorded);
            } catch (AssertionError e) {
                throw new AssertionError("case " + i + " of -Dcountersign.seed=" + seed, e);
            }
        }
    }

    private static PublishedPolicy somePolicy(Random random) {
        return Recordings.policy(policy -> {
            ((ObjectNode) policy.at("/patterns/confidence-gated")).put("threshold", random.nextInt(8) / 10.0);
            ((ObjectNode) policy.at("/patterns/exception-escalation/signals/large"))
                    .put("when", "action.payload.amount > " + (100 + random.nextInt(100)));
            if (random.nextBoolean()) {
                policy.withArray("limits").add(limit("count", random, "\"count\":" + random.nextInt(6)));
            }
            if (random.nextBoolean()) {
                policy.withArray("limits")
                        .add(limit("sum", random, "\"sum\":\"action.payload.amount\",\"max\":" + random.nextInt(900)));
            }
        });
    }

    private static JsonNode limit(String name, Random random, String what) {
        String per = "PT" + (1 + random.nextInt(300)) + "M";
        String then = random.nextBoolean() ? "review" : "block";
        return Given.json("{\"name\":\"%s\",\"per\":\"%s\",%s,\"then\":\"%s\"}".formatted(name, per, what, then));
    }

    private static List<Compared> replayed(PublishedPolicy policy, List<Recorded> recorded) {
        Replay replay = Replay.of(new Candidate(policy));
        return recorded.stream().map(replay::next).flatMap(Optional::stream).toList();
    }

    @Test
    void aPolicyAnswersTheSameAgainAndForTheSameReasons() {
        forAll((policy, recorded) -> assertThat(replayed(policy, recorded))
                .hasSize(EACH)
                .allSatisfy(compared -> {
                    assertThat(compared.change().differs()).isFalse();
                    assertThat(compared.reasons()).isEqualTo(compared.recorded().reasons());
                }));
    }

    @Test
    void itDoesSoFromAnyPointOnWhenWhatTheLimitsHeldThenIsKnown() {
        forAll((policy, recorded) -> {
            Replay replay = Replay.of(new Candidate(policy));
            recorded.subList(0, EACH / 2).forEach(replay::before);

            assertThat(recorded.subList(EACH / 2, EACH))
                    .allSatisfy(one -> assertThat(replay.next(one))
                            .hasValueSatisfying(compared ->
                                    assertThat(compared.change().differs()).isFalse()));
        });
    }

    @Test
    void everyEvaluationIsCountedOnce() {
        PublishedPolicy candidate = threshold(0.5);
        forAll((policy, recorded) -> {
            Tally tally = new Tally();
            replayed(candidate, recorded).forEach(tally::add);

            assertThat(tally.evaluations()).isEqualTo(EACH);
            assertThat(sum(tally.recorded())).isEqualTo(EACH);
            assertThat(sum(tally.candidate())).isEqualTo(EACH);
            assertThat(sum(tally.newlyAsked())).isEqualTo(tally.count(Change::newlyAsked));
            assertThat(tally.candidate().get(CandidateOutcome.REVIEW)
                            - tally.recorded().get(Outcome.REVIEW))
                    .isEqualTo(tally.count(Change::newlyAsked) - tally.count(Change::noLongerAsked));
        });
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void theCandidatesOwnLimitsFillWithWhatItWouldHaveLetGo() {
        Replay replay = Replay.of(
                new Candidate(threshold(0.5, "{\"name\":\"two\",\"per\":\"PT1H\",\"count\":2,\"then\":\"block\"}")));

        List<CandidateOutcome> answers = List.of(0, 10, 20, 59, 60, 61).stream()
                .map(minute -> recorded(NOON.plusSeconds(60 * minute), proposal(0.6, 20), Outcome.REVIEW))
                .map(replay::next)
                .map(compared -> compared.orElseThrow().candidate())
                .toList();

        assertThat(answers)
                .containsExactly(
                        CandidateOutcome.PROCEED,
                        CandidateOutcome.PROCEED,
                        CandidateOutcome.BLOCK,
                        CandidateOutcome.BLOCK,
                        CandidateOutcome.PROCEED,
                        CandidateOutcome.BLOCK);
    }

    @Test
    void whatTheStopButtonAnsweredIsLeftOutAndUsesNothingUp() {
        Replay replay = Replay.of(
                new Candidate(threshold(0.5, "{\"name\":\"one\",\"per\":\"PT1H\",\"count\":1,\"then\":\"review\"}")));
        Reason halt = new Reason("halt", "process-halted", "the process is halted");

        assertThat(replay.next(recorded(NOON, proposal(0.6, 20), Outcome.BLOCK, halt)))
                .isEmpty();
        assertThat(replay.next(recorded(NOON, proposal(0.6, 20), Outcome.REVIEW)))
                .hasValueSatisfying(compared -> assertThat(compared.candidate()).isEqualTo(CandidateOutcome.PROCEED));
    }

    @Test
    void whatTheCandidateWouldNotEvenLookAtIsRefused() {
        PublishedPolicy strict = Recordings.policy(
                policy -> ((ObjectNode) policy.at("/actions/refund/schema/properties/amount")).put("maximum", 10));

        Compared compared = Replay.of(new Candidate(strict))
                .next(recorded(NOON, proposal(0.95, 20), Outcome.PROCEED))
                .orElseThrow();

        assertThat(compared.candidate()).isEqualTo(CandidateOutcome.REFUSED);
        assertThat(compared.reasons().getFirst().code()).isEqualTo("payload-invalid");
        assertThat(compared.reasons().getFirst().detail()).startsWith("/action/payload/amount ");
        assertThat(compared.uses()).isEmpty();
    }

    @Test
    void whomTheCandidateWouldAskIsWhomItNamesFirst() {
        PublishedPolicy strict = threshold(0.99);
        Recorded plain = recorded(NOON, proposal(0.95, 20), Outcome.PROCEED);
        PublishedPolicy lost = Recordings.policy(policy -> {
            ((ObjectNode) policy.at("/patterns/confidence-gated")).put("threshold", 0.99);
            ((ObjectNode) policy.get("review")).put("owner", "case.attributes.missing");
        });

        assertThat(replayed(strict, List.of(plain)).getFirst().asks()).isEqualTo("person:maria");
        assertThat(replayed(lost, List.of(plain)).getFirst().asks()).isEqualTo("team:bookings");
        assertThat(replayed(threshold(0.5), List.of(plain)).getFirst().asks()).isEmpty();
    }
}
