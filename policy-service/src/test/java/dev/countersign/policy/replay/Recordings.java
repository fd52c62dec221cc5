package dev.countersign.policy.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.Given;
import dev.countersign.policy.evaluation.Evaluator;
import dev.countersign.policy.evaluation.Proposal;
import dev.countersign.policy.evaluation.Recorded;
import dev.countersign.policy.evaluation.Usage;
import dev.countersign.policy.evaluation.Usage.Used;
import dev.countersign.policy.evaluation.Verdict;
import dev.countersign.policy.halt.Halts;
import dev.countersign.policy.publishing.PublishedPolicy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

/** What a process might have recorded. */
public final class Recordings {

    public static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private Recordings() {}

    public static PublishedPolicy policy(Consumer<ObjectNode> change) {
        ObjectNode policy = Given.policy("refunds");
        change.accept(policy);
        try {
            return PublishedPolicy.of(1, Json.mapper().treeToValue(policy, PolicyDocument.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static PublishedPolicy threshold(double threshold, String... limits) {
        return policy(policy -> {
            ((ObjectNode) policy.at("/patterns/confidence-gated")).put("threshold", threshold);
            for (String limit : limits) {
                policy.withArray("limits").add(Given.json(limit));
            }
        });
    }

    public static Proposal proposal(double confidence, int amount) {
        ObjectNode proposal = Given.proposal("refunds").put("confidence", confidence);
        ((ObjectNode) proposal.at("/action/payload")).put("amount", amount);
        try {
            return Json.mapper().treeToValue(proposal, Proposal.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static Recorded recorded(Instant at, Proposal proposal, Outcome outcome, Reason... reasons) {
        return new Recorded(
                UUID.randomUUID(), at, Given.AGENT, proposal, outcome, List.of(reasons), "person:maria", null);
    }

    /** Random actions, some of them at the same instant. */
    public static List<Recorded> proposed(Random random, int n) {
        List<Recorded> proposed = new ArrayList<>();
        Instant at = NOON;
        for (int i = 0; i < n; i++) {
            at = at.plusSeconds(random.nextInt(600));
            Proposal proposal = proposal(random.nextInt(11) / 10.0, random.nextInt(200));
            proposed.add(recorded(at, proposal, Outcome.BLOCK));
        }
        return proposed;
    }

    /** The same actions as a house would have recorded them that keeps every use, and looks through all of them each time. */
    public static List<Recorded> lived(PublishedPolicy policy, List<Recorded> proposed) {
        List<Use> uses = new ArrayList<>();
        return proposed.stream().map(one -> lived(policy, one, uses)).toList();
    }

    private static Recorded lived(PublishedPolicy policy, Recorded one, List<Use> uses) {
        Verdict verdict = Evaluator.evaluate(policy, one.agent(), one.proposal(), held(policy, one, uses), Halts.NONE);
        if (verdict.outcome() == Outcome.PROCEED) {
            verdict.amounts().forEach((limit, amount) -> uses.add(new Use(limit, one.at(), one.evaluation(), amount)));
        }
        return new Recorded(
                one.evaluation(),
                one.at(),
                one.agent(),
                one.proposal(),
                verdict.outcome(),
                verdict.reasons(),
                one.owner(),
                null);
    }

    private static Usage held(PublishedPolicy policy, Recorded now, List<Use> uses) {
        Map<String, Used> held = new HashMap<>();
        policy.document().limits().forEach(limit -> {
            List<Use> within = uses.stream()
                    .filter(use -> use.limit().equals(limit.name()))
                    .filter(use -> use.at().isAfter(now.at().minus(limit.per())))
                    .toList();
            held.put(
                    limit.name(),
                    new Used(within.size(), within.stream().map(Use::amount).reduce(BigDecimal.ZERO, BigDecimal::add)));
        });
        return new Usage(held);
    }
}
