package dev.countersign.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRecorded;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationSampled;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.policy.Given;
import dev.countersign.policy.halt.Halts;
import dev.countersign.policy.publishing.PublishedPolicy;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingTest {

    private static final UUID ID = UUID.fromString("0199a7c4-5e10-7c3a-9d2e-1f6a0b7ce41b");

    private static Stream<UUID> ids(int count) {
        Random random = new Random(7);
        Supplier<UUID> id = () -> new UUID(random.nextLong(), random.nextLong());
        return Stream.generate(id).limit(count);
    }

    @Test
    void isTheHashOfTheIdAsAFraction() {
        // printf 0199a7c4-5e10-7c3a-9d2e-1f6a0b7ce41b | sha256sum begins with d3e6296f6c57ad3e
        assertThat(Sampling.fraction(ID)).isEqualTo((0xd3e6296f6c57ad3eL >>> 11) * 0x1.0p-53);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.05, 0.5, 0.9})
    void marksTheShareThatThePolicyNames(double rate) {
        int count = 20_000;
        long marked = ids(count).filter(id -> Sampling.marks(id, rate)).count();

        // Five standard deviations.
        assertThat(marked / (double) count).isCloseTo(rate, within(5 * Math.sqrt(rate * (1 - rate) / count)));
    }

    @Test
    void marksNothingAtNoneAndEverythingAtAll() {
        assertThat(ids(1_000)).noneMatch(id -> Sampling.marks(id, 0)).allMatch(id -> Sampling.marks(id, 1));
    }

    @Test
    void whatIsMarkedAtALowRateIsMarkedAtAHigherOne() {
        assertThat(ids(2_000).filter(id -> Sampling.marks(id, 0.1))).allMatch(id -> Sampling.marks(id, 0.3));
    }

    @Test
    void whatProceedsIsMarkedAndSaidRightAfterItsEvaluation() {
        PublishedPolicy policy = sampled(1);
        Facts facts = facts(policy, Policies.proposal(p -> {}));
        Verdict verdict = facts.verdict(Usage.NONE);

        assertThat(verdict.outcome()).isEqualTo(Outcome.PROCEED);
        assertThat(verdict.sampled()).isTrue();
        assertThat(Records.events(facts, verdict))
                .hasExactlyElementsOfTypes(EvaluationRecorded.class, EvaluationSampled.class)
                .last()
                .isEqualTo(new EvaluationSampled(ID, "refunds", 1.0, Instant.EPOCH));
        assertThat(facts(policy, facts.proposal()).verdict(Usage.NONE))
                .as("again, as a replay would")
                .isEqualTo(verdict);
    }

    @Test
    void whatAPersonSeesAnywayIsNot() {
        Facts facts = facts(sampled(1), Policies.proposal(p -> p.put("confidence", 0.1)));
        Verdict verdict = facts.verdict(Usage.NONE);

        assertThat(verdict.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(verdict.sampled()).isFalse();
        assertThat(Records.events(facts, verdict)).hasExactlyElementsOfTypes(EvaluationRecorded.class);
    }

    @Test
    void withoutARateNothingIs() {
        Facts facts = facts(sampled(0), Policies.proposal(p -> {}));

        assertThat(facts.verdict(Usage.NONE).sampled()).isFalse();
        assertThat(facts(null, facts.proposal()).verdict(Usage.NONE).sampled()).isFalse();
    }

    private static PublishedPolicy sampled(double rate) {
        return Policies.compiled(
                policy -> policy.set("oversight", ((ObjectNode) Given.json("{}")).put("sample", rate)));
    }

    private static Facts facts(PublishedPolicy policy, Proposal proposal) {
        return Facts.of(ID, Given.AGENT, proposal, policy, Halts.NONE, Instant.EPOCH);
    }
}
