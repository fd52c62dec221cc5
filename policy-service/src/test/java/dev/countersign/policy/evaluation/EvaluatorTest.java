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

    @Test
    void whatIsAutonomousGoes() {
        PublishedPolicy policy =
                policy(p -> ((ObjectNode) p.at("/actions/refund")).set("patterns", json("[\"autonomous\"]")));

        assertThat(evaluate(policy, p -> p.remove("confidence")).outcome()).isEqualTo(Outcome.PROCEED);
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
