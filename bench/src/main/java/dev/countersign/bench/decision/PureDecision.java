package dev.countersign.bench.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.evaluation.Evaluator;
import dev.countersign.policy.evaluation.Proposal;
import dev.countersign.policy.evaluation.Usage;
import dev.countersign.policy.evaluation.Verdict;
import dev.countersign.policy.halt.Halts;
import dev.countersign.policy.publishing.PublishedPolicy;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/** The decision alone, without persistence: what it costs of CPU. Runs on policy-service's own libraries, in a JVM of its own. */
public final class PureDecision {

    private static final int DIFFERENT = 200;
    private static final int ROUNDS = 400;
    private static final int REPETITIONS = 5;

    private PureDecision() {}

    /** Prints the CPU time of one evaluation in nanoseconds, the median of several repetitions. */
    public static void main(String[] arguments) throws JsonProcessingException {
        PublishedPolicy policy =
                PublishedPolicy.of(1, Json.mapper().treeToValue(Matter.policy(), PolicyDocument.class));
        List<Proposal> proposals = new ArrayList<>();
        for (int i = 0; i < DIFFERENT; i++) {
            proposals.add(Json.mapper().treeToValue(Matter.proposal(i, i % 2 == 0), Proposal.class));
        }
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i <= REPETITIONS; i++) {
            nanos.add(measure(policy, proposals));
        }
        // The first one warmed up.
        System.out.println(
                nanos.subList(1, nanos.size()).stream().sorted().toList().get(REPETITIONS / 2));
    }

    private static long measure(PublishedPolicy policy, List<Proposal> proposals) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        int reasons = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (Proposal proposal : proposals) {
                Verdict verdict = Evaluator.evaluate(policy, Matter.AGENT, proposal, Usage.NONE, Halts.NONE);
                reasons += verdict.reasons().size();
            }
        }
        if (reasons == 0) {
            throw new IllegalStateException("nothing was decided");
        }
        return (threads.getCurrentThreadCpuTime() - began) / ((long) ROUNDS * proposals.size());
    }
}
