package dev.countersign.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.policy.Given;
import dev.countersign.policy.evaluation.Ledger.Account;
import dev.countersign.policy.evaluation.Ledger.Line;
import dev.countersign.policy.evaluation.Recording.Answered;
import dev.countersign.policy.evaluation.Usage.Used;
import dev.countersign.policy.halt.Halts;
import dev.countersign.policy.publishing.PublishedPolicy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What must hold for every policy, proposal, usage and halt. */
class EvaluatorPropertiesTest {

    private static final int CASES = 500;
    private static final List<String> PATTERNS =
            List.of("review-before-send", "confidence-gated", "exception-escalation", "autonomous");
    private static final List<String> WHEN = List.of(
            "action.payload.amount > 500",
            "signals.size() > 1",
            "confidence < 0.2",
            "action.payload.missing == 1",
            "1 / 0 == 1");

    private record Situation(PublishedPolicy policy, Proposal proposal, Usage usage, Halts halts) {
        Verdict verdict() {
            return Evaluator.evaluate(policy, Given.AGENT, proposal, usage, halts);
        }

        Situation with(Proposal other) {
            return new Situation(policy, other, usage, halts);
        }

        Situation with(Usage other) {
            return new Situation(policy, proposal, other, halts);
        }

        Situation with(Halts other) {
            return new Situation(policy, proposal, usage, other);
        }
    }

    private static void forAll(Consumer<Situation> property) {
        long seed = Long.getLong("countersign.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            Situation situation = situation(random);
            try {
                property.accept(situation);
            } catch (AssertionError e) {
                throw new AssertionError(
                        "case " + i + " of -Dcountersign.seed=" + seed + ": " + situation.proposal() + " under "
                                + situation.policy().document() + " with " + situation.usage(),
                        e);
            }
        }
    }

    private static Situation situation(Random random) {
        PublishedPolicy policy = Policies.compiled(p -> {
            ArrayNode patterns = ((ObjectNode) p.at("/actions/refund")).putArray("patterns");
            PATTERNS.stream().filter(name -> random.nextInt(3) == 0).forEach(patterns::add);
            ((ObjectNode) p.at("/patterns/confidence-gated")).put("threshold", random.nextInt(11) / 10.0);
            ((ObjectNode) p.at("/patterns/exception-escalation/signals/large"))
                    .put("when", WHEN.get(random.nextInt(WHEN.size())));
            if (random.nextInt(4) != 0) {
                ((ObjectNode) p.get("patterns")).putObject("autonomous").put("report", "0199-report");
                p.putObject("oversight").put("sample", random.nextInt(3) / 10.0);
            }
            // Compiling it is most of the time, and the verdict does not look at it.
            ((ObjectNode) p.at("/actions/refund")).remove("schema");
            ArrayNode limits = p.putArray("limits");
            if (random.nextBoolean()) {
                limits.add(Given.json("{\"name\":\"count\",\"per\":\"PT1H\",\"count\":" + random.nextInt(4)
                        + ",\"then\":\"" + then(random) + "\"}"));
            }
            if (random.nextBoolean()) {
                limits.add(Given.json("{\"name\":\"sum\",\"per\":\"PT1H\",\"sum\":\"action.payload.amount\",\"max\":"
                        + random.nextInt(900) + ",\"then\":\"" + then(random) + "\"}"));
            }
        });
        return new Situation(
                policy, proposal(random), usage(random), new Halts(random.nextInt(8) == 0, random.nextInt(8) == 0));
    }

    private static String then(Random random) {
        return random.nextBoolean() ? "review" : "block";
    }

    private static Proposal proposal(Random random) {
        return Policies.proposal(p -> {
            ((ObjectNode) p.at("/action/payload")).put("amount", random.nextInt(1_000) - 50);
            if (random.nextInt(4) == 0) {
                p.remove("confidence");
            } else {
                p.put("confidence", random.nextInt(11) / 10.0);
            }
            ArrayNode signals = p.putArray("signals");
            List.of("complaint", "large", "other").stream()
                    .filter(s -> random.nextInt(5) == 0)
                    .forEach(signals::add);
        });
    }

    private static Usage usage(Random random) {
        return new Usage(Map.of(
                "count", new Used(random.nextInt(4), BigDecimal.ZERO),
                "sum", new Used(1, BigDecimal.valueOf(random.nextInt(900)))));
    }

    @Test
    void everyVerdictHasAReason() {
        forAll(s -> assertThat(s.verdict().reasons()).isNotEmpty());
    }

    @Test
    void theSameSituationHasTheSameVerdict() {
        forAll(s -> assertThat(s.verdict()).isEqualTo(s.verdict()));
    }

    @Test
    void whatIsReviewedBeforeItIsSentNeverProceeds() {
        forAll(s -> {
            if (s.policy()
                    .action("refund")
                    .orElseThrow()
                    .patterns()
                    .contains(dev.countersign.contracts.policy.Pattern.REVIEW_BEFORE_SEND)) {
                assertThat(s.verdict().outcome()).isNotEqualTo(Outcome.PROCEED);
            }
        });
    }

    @Test
    void whereNoPatternIsChosenNothingProceeds() {
        forAll(s -> {
            if (s.policy().action("refund").orElseThrow().patterns().isEmpty()) {
                assertThat(s.verdict().outcome()).isNotEqualTo(Outcome.PROCEED);
            }
        });
    }

    @Test
    void aHaltBlocksWhateverElseIsSaid() {
        forAll(s -> {
            assertThat(s.with(new Halts(true, false)).verdict().outcome()).isEqualTo(Outcome.BLOCK);
            assertThat(s.with(new Halts(false, true)).verdict().outcome()).isEqualTo(Outcome.BLOCK);
            assertThat(s.with(new Halts(true, false, false)).verdict().outcome())
                    .isEqualTo(Outcome.BLOCK);
        });
    }

    @Test
    void whoeverUsedMoreIsNeverTreatedMoreLoosely() {
        forAll(s -> {
            Usage more = new Usage(Map.of(
                    "count", new Used(s.usage().of("count").count() + 1, BigDecimal.ZERO),
                    "sum", new Used(1, s.usage().of("sum").sum().add(BigDecimal.TEN))));
            assertThat(s.with(more).verdict().outcome())
                    .isGreaterThanOrEqualTo(s.verdict().outcome());
        });
    }

    @Test
    void anotherSignalIsNeverTreatedMoreLoosely() {
        forAll(s -> {
            Proposal p = s.proposal();
            List<String> more = java.util.stream.Stream.concat(
                            p.signals().stream(), java.util.stream.Stream.of("complaint"))
                    .distinct()
                    .toList();
            Proposal worse = new Proposal(
                    p.process(), p.action(), p.confidence(), more, p.sources(), p.content(), p.run(), p.callback());
            assertThat(s.with(worse).verdict().outcome())
                    .isGreaterThanOrEqualTo(s.verdict().outcome());
        });
    }

    @Test
    void whatProceedsStaysWithinEveryLimit() {
        forAll(s -> {
            Verdict verdict = s.verdict();
            if (verdict.outcome() == Outcome.PROCEED) {
                s.policy().document().limits().forEach(limit -> {
                    if (limit.count() != null) {
                        assertThat(s.usage().of(limit.name()).count()).isLessThan(limit.count());
                    } else {
                        assertThat(s.usage()
                                        .of(limit.name())
                                        .sum()
                                        .add(verdict.amounts().get(limit.name())))
                                .isLessThanOrEqualTo(limit.max());
                    }
                });
            }
        });
    }

    @Test
    void aDraftHoldsExactlyWhereNothingThatItLeftOutWouldSpeak() {
        forAll(s -> {
            Pending pending = Pending.of(Given.AGENT, s.proposal(), null);
            Facts facts = new Facts(
                    UUID.randomUUID(),
                    Given.AGENT,
                    s.proposal(),
                    pending.payloadDigest(),
                    s.policy(),
                    Halts.NONE,
                    Instant.EPOCH);
            Verdict drafted = Evaluator.evaluate(s.policy(), Given.AGENT, s.proposal(), Usage.NONE, Halts.NONE);
            Answered answered = new Answered(Records.entity(pending, facts, drafted), List.of(), List.of());

            boolean holds = new Draft(facts, drafted, answered).holds(s.policy(), s.halts(), ledger(s));

            boolean spoken = s.halts().any()
                    || s.verdict().reasons().stream()
                            .anyMatch(reason -> reason.code().equals("limit-exceeded"));
            assertThat(holds).isEqualTo(!spoken);
            if (holds) {
                assertThat(drafted).isEqualTo(s.verdict());
            }
        });
    }

    /** As it stands where so much is used. */
    private static Ledger ledger(Situation situation) {
        Map<Account, Line> lines = new HashMap<>();
        situation
                .usage()
                .byLimit()
                .forEach((limit, used) -> lines.put(
                        new Account(situation.proposal().process(), limit),
                        new Line(used.count(), used.sum(), Instant.EPOCH, 0, BigDecimal.ZERO)));
        return new Ledger(lines);
    }
}
