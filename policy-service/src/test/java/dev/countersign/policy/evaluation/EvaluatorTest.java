package dev.countersign.policy.evaluation;

import static dev.countersign.policy.Given.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.contracts.policy.Urgency;
import dev.countersign.policy.Given;
import dev.countersign.policy.evaluation.Usage.Used;
import dev.countersign.policy.halt.Halts;
import dev.countersign.policy.publishing.PublishedPolicy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {

    private static PublishedPolicy policy(Consumer<ObjectNode> change) {
        return Policies.compiled(change);
    }

    private static Verdict evaluate(PublishedPolicy policy, Consumer<ObjectNode> change) {
        return evaluate(policy, change, Usage.NONE, Halts.NONE);
    }

    private static Verdict evaluate(PublishedPolicy policy, Consumer<ObjectNode> change, Usage usage, Halts halts) {
        return Evaluator.evaluate(policy, Given.AGENT, Policies.proposal(change), usage, halts);
    }

    private static List<String> codes(Verdict verdict) {
        return verdict.reasons().stream().map(Reason::code).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "0.9, PROCEED, confident",
        "0.95, PROCEED, confident",
        "1, PROCEED, confident",
        "0.8999, REVIEW, below-threshold",
        "0, REVIEW, below-threshold",
    })
    void confidenceIsGatedAtTheThreshold(String confidence, Outcome outcome, String code) {
        Verdict verdict = evaluate(policy(p -> {}), p -> p.set("confidence", json(confidence)));

        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(codes(verdict)).contains(code);
    }

    @Test
    void noConfidenceIsNoConfidence() {
        Verdict verdict = evaluate(policy(p -> {}), p -> p.remove("confidence"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(codes(verdict)).containsExactly("no-confidence");
    }

    @Test
    void onlyTheFieldsThatThePolicyAsksForCount() {
        PublishedPolicy policy =
                policy(p -> ((ObjectNode) p.at("/patterns/confidence-gated")).set("fields", json("[\"amount\"]")));

        assertThat(evaluate(policy, p -> p.set("confidence", json("{\"amount\":0.95,\"text\":0.1}")))
                        .outcome())
                .isEqualTo(Outcome.PROCEED);
        assertThat(codes(evaluate(policy, p -> p.set("confidence", json("{\"text\":0.99}")))))
                .containsExactly("no-confidence");
    }

    @Test
    void aSignalFiresByItsExpressionOrByItsName() {
        Verdict large = evaluate(policy(p -> {}), p -> ((ObjectNode) p.at("/action/payload")).put("amount", 1001));
        Verdict declared = evaluate(policy(p -> {}), p -> p.set("signals", json("[\"large\"]")));

        assertThat(large.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(large.firedSignals()).containsExactly("large");
        assertThat(declared.firedSignals()).containsExactly("large");
    }

    @Test
    void theSignalSaysWhoOwnsItAndHowUrgentItIs() {
        Verdict verdict = evaluate(policy(p -> {}), p -> {
            p.set("signals", json("[\"complaint\"]"));
            ((ObjectNode) p.at("/action/payload")).put("amount", 1001);
        });

        assertThat(verdict.firedSignals()).containsExactly("complaint", "large");
        assertThat(verdict.signalOwner()).isEqualTo(Principal.team("customer-care"));
        assertThat(verdict.urgency()).isEqualTo(Urgency.HIGH);
    }

    @Test
    void aSignalThatThePolicyDoesNotKnowIsAReasonToLook() {
        assertThat(codes(evaluate(policy(p -> {}), p -> p.set("signals", json("[\"fraud\"]")))))
                .containsExactly("unknown-signal");
    }

    @Test
    void anExpressionThatFailsOnTheActionSendsItToAPerson() {
        PublishedPolicy policy = policy(p -> ((ObjectNode) p.at("/patterns/exception-escalation/signals/large"))
                .put("when", "action.payload.nested.amount > 1000"));

        Verdict verdict = evaluate(policy, p -> {});

        assertThat(verdict.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(verdict.reasons())
                .containsExactly(new Reason(
                        "exception-escalation",
                        "expression-failed",
                        "the signal large cannot be read from this action: there is no 'nested'"));
    }

    @Test
    void reviewBeforeSendReviewsHoweverSureTheAgentIs() {
        Verdict verdict = evaluate(policy(p -> {}), p -> {
            p.put("confidence", 1);
            p.set("action", json("{\"type\":\"message\",\"target\":\"x\",\"payload\":{\"text\":\"hi\"}}"));
        });

        assertThat(verdict.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(codes(verdict)).containsExactly("always-reviewed");
    }

    private static void autonomous(ObjectNode policy) {
        ((ObjectNode) policy.at("/actions/refund")).set("patterns", json("[\"autonomous\"]"));
        ((ObjectNode) policy.get("patterns")).set("autonomous", json("{\"report\":\"0199-report\"}"));
        policy.set("oversight", json("{\"sample\":0.05}"));
    }

    @Test
    void whatIsAutonomousGoes() {
        PublishedPolicy policy = policy(EvaluatorTest::autonomous);

        assertThat(evaluate(policy, p -> p.remove("confidence")).outcome()).isEqualTo(Outcome.PROCEED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/actions/refund/reversible | false | autonomous | not-earned | an error cannot be undone",
                "/actions/refund/costOfError | \"medium\" | autonomous | not-earned | an error costs more than low",
                "/oversight/sample | 0 | autonomous | not-earned | no sample is read afterwards",
                "/patterns/autonomous | null | autonomous | not-earned | no favourable autonomy report is named",
                "/patterns/autonomous/report | \" \" | autonomous | not-earned | no favourable autonomy report is named",
                "/impact | \"safety\" | policy | person-required | what an error would touch lets no action go without a person",
                "/decidesAboutPersons | true | policy | person-required | the process decides about persons, and no legal basis is recorded",
            })
    void aPolicyThatPublishingWouldRefuseLetsNothingGo(
            String place, String value, String source, String code, String detail) {
        PublishedPolicy policy = policy(p -> {
            autonomous(p);
            int slash = place.lastIndexOf('/');
            ((ObjectNode) p.at(place.substring(0, slash))).set(place.substring(slash + 1), json(value));
        });

        Verdict verdict = evaluate(policy, p -> {});

        assertThat(verdict.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(verdict.reasons()).containsExactly(new Reason(source, code, detail));
    }

    @Test
    void whereAPersonMustLookAndWillNothingMoreIsSaid() {
        PublishedPolicy policy = policy(p -> p.put("impact", "financial"));

        assertThat(codes(evaluate(policy, p -> p.put("confidence", 0.1)))).containsExactly("below-threshold");
        assertThat(codes(evaluate(policy, p -> {}))).containsExactly("person-required");
    }

    @Test
    void patternsWithoutTheirSettingsSendEverythingToAPerson() {
        PublishedPolicy policy = policy(p -> p.remove("patterns"));

        assertThat(codes(evaluate(policy, p -> {}))).containsExactly("no-confidence", "no-settings");
    }

    @Test
    void aTypeOfActionMayHaveAThresholdOfItsOwn() {
        PublishedPolicy policy = policy(p -> {
            ((ObjectNode) p.get("actions"))
                    .set("voucher", p.at("/actions/refund").deepCopy());
            ((ObjectNode) p.at("/patterns/confidence-gated"))
                    .set("actions", json("{\"voucher\": {\"threshold\": 0.5, \"fields\": [\"amount\"]}}"));
        });
        Consumer<ObjectNode> voucher = p -> ((ObjectNode) p.get("action")).put("type", "voucher");
        Consumer<ObjectNode> unsure = p -> p.set("confidence", json("{\"amount\": 0.6, \"text\": 0.1}"));

        assertThat(evaluate(policy, voucher.andThen(unsure)).outcome()).isEqualTo(Outcome.PROCEED);
        assertThat(codes(evaluate(policy, unsure))).containsExactly("below-threshold");
    }

    @Test
    void aSignalIsAboutTheTypesOfActionThatItNames() {
        PublishedPolicy policy = policy(p -> {
            ((ObjectNode) p.get("actions"))
                    .set("voucher", p.at("/actions/refund").deepCopy());
            ((ObjectNode) p.at("/patterns/exception-escalation/signals/large")).set("actions", json("[\"voucher\"]"));
        });
        Consumer<ObjectNode> large = p -> ((ObjectNode) p.at("/action/payload")).put("amount", 1001);
        Consumer<ObjectNode> voucher = p -> ((ObjectNode) p.get("action")).put("type", "voucher");

        assertThat(evaluate(policy, large).outcome()).isEqualTo(Outcome.PROCEED);
        assertThat(evaluate(policy, large.andThen(voucher)).firedSignals()).containsExactly("large");
        assertThat(codes(evaluate(policy, p -> p.set("signals", json("[\"large\"]")))))
                .as("an agent's own warning is never passed over")
                .containsExactly("unknown-signal");
    }

    @Test
    void aGuardIsReadOnceAndTheSignalStillFiresByItsName() {
        PublishedPolicy policy = policy(p -> ((ObjectNode) p.at("/patterns/exception-escalation/signals/large"))
                .put("when", "action.type == 'voucher' && action.payload.missing > 1000"));

        assertThat(policy.rules("refund").orElseThrow().signals())
                .filteredOn(signal -> signal.name().equals("large"))
                .allMatch(signal -> signal.when() == null);
        assertThat(evaluate(policy, p -> {}).outcome()).isEqualTo(Outcome.PROCEED);
        assertThat(evaluate(policy, p -> p.set("signals", json("[\"large\"]"))).firedSignals())
                .containsExactly("large");
    }

    @Test
    void aLimitCountsTheTypesOfActionThatItNames() {
        PublishedPolicy policy = policy(p -> {
            ((ObjectNode) p.get("actions"))
                    .set("voucher", p.at("/actions/refund").deepCopy());
            p.withArray("limits")
                    .add(
                            json(
                                    "{\"name\":\"vouchers\",\"per\":\"P1D\",\"count\":1,\"then\":\"block\",\"actions\":[\"voucher\"]}"));
        });
        Usage full = new Usage(Map.of("vouchers", new Used(1, BigDecimal.ONE)));

        assertThat(evaluate(policy, p -> {}, full, Halts.NONE).outcome()).isEqualTo(Outcome.PROCEED);
        assertThat(evaluate(policy, p -> {}, full, Halts.NONE).amounts()).isEmpty();
        assertThat(policy.limits("refund")).isEmpty();
        Verdict voucher =
                evaluate(policy, p -> ((ObjectNode) p.get("action")).put("type", "voucher"), full, Halts.NONE);
        assertThat(voucher.outcome()).isEqualTo(Outcome.BLOCK);
        assertThat(voucher.amounts()).containsOnlyKeys("vouchers");
    }

    @Test
    void whatCannotBeCountedGoesToAPersonEvenWhereTheLimitBlocks() {
        PublishedPolicy policy = policy(
                p -> p.withArray("limits")
                        .add(
                                json(
                                        "{\"name\":\"sum\",\"per\":\"P1D\",\"sum\":\"action.payload.missing\",\"max\":100,\"then\":\"block\"}")));

        Verdict verdict = evaluate(policy, p -> {});

        assertThat(verdict.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(verdict.reasons())
                .containsExactly(new Reason(
                        "limit:sum",
                        "expression-failed",
                        "what counts towards the limit cannot be read from this action: there is no 'missing'"));
    }

    @Test
    void theStrictestWinsAndEveryReasonIsKept() {
        PublishedPolicy policy = policy(p ->
                p.withArray("limits").add(json("{\"name\":\"daily\",\"per\":\"P1D\",\"count\":1,\"then\":\"block\"}")));

        Verdict verdict = evaluate(
                policy,
                p -> p.put("confidence", 0.1).set("signals", json("[\"complaint\"]")),
                new Usage(Map.of("daily", new Used(1, BigDecimal.ONE))),
                new Halts(true, true));

        assertThat(verdict.outcome()).isEqualTo(Outcome.BLOCK);
        assertThat(codes(verdict))
                .containsExactly(
                        "process-halted", "agent-suspended", "limit-exceeded", "below-threshold", "signal-fired");
    }

    @Test
    void aSumCountsWhatTheActionWouldAdd() {
        PublishedPolicy policy = policy(
                p -> p.withArray("limits")
                        .add(
                                json(
                                        "{\"name\":\"sum\",\"per\":\"P1D\",\"sum\":\"action.payload.amount\",\"max\":100.5,\"then\":\"review\"}")));
        Usage used = new Usage(Map.of("sum", new Used(4, new BigDecimal("80.5"))));

        assertThat(evaluate(policy, p -> {}, used, Halts.NONE).outcome()).isEqualTo(Outcome.PROCEED);
        assertThat(evaluate(policy, p -> {}, used, Halts.NONE).amounts()).containsEntry("sum", new BigDecimal("20"));
        Verdict above =
                evaluate(policy, p -> ((ObjectNode) p.at("/action/payload")).put("amount", 20.01), used, Halts.NONE);
        assertThat(above.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(above.reasons().getFirst().source()).isEqualTo("limit:sum");
    }

    @Test
    void anAmountBelowZeroMakesNoRoom() {
        PublishedPolicy policy = policy(p -> {
            p.withArray("limits")
                    .add(
                            json(
                                    "{\"name\":\"sum\",\"per\":\"P1D\",\"sum\":\"action.payload.amount\",\"max\":100,\"then\":\"block\"}"));
        });

        Verdict verdict = evaluate(policy, p -> ((ObjectNode) p.at("/action/payload")).put("amount", -500));

        assertThat(verdict.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(codes(verdict)).containsExactly("expression-failed");
        assertThat(verdict.amounts()).doesNotContainKey("sum");
    }

    @Test
    void whatIsNotAdmittedIsBlockedAndLearnsNothingElse() {
        Proposal proposal = Policies.proposal(p -> p.put("confidence", 0.1));
        PublishedPolicy policy = policy(p -> {});

        assertThat(codes(Evaluator.evaluate(null, Given.AGENT, proposal, Usage.NONE, Halts.NONE)))
                .containsExactly("unknown-process");
        assertThat(codes(Evaluator.evaluate(policy, "stranger", proposal, Usage.NONE, Halts.NONE)))
                .containsExactly("agent-not-named");
        Proposal unknown = Policies.proposal(p -> ((ObjectNode) p.get("action")).put("type", "other"));
        assertThat(codes(Evaluator.evaluate(policy, Given.AGENT, unknown, Usage.NONE, Halts.NONE)))
                .containsExactly("unknown-action-type");
    }
}
