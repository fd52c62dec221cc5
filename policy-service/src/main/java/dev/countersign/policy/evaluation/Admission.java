package dev.countersign.policy.evaluation;

import dev.countersign.contracts.event.Reason;
import dev.countersign.policy.halt.Halts;
import dev.countersign.policy.publishing.PublishedPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether an action is allowed to be proposed at all, whatever it holds. */
final class Admission {

    /** The source of reasons that the stop button gives. */
    static final String HALT = "halt";

    private Admission() {}

    /** Whether the policy allows this agent to propose this type of action, halts aside. */
    static boolean admits(@Nullable PublishedPolicy policy, String agent, Proposal proposal) {
        return policy != null
                && policy.names(agent)
                && policy.action(proposal.action().type()).isPresent();
    }

    /** Why it is blocked; empty where it is admitted. */
    static List<Reason> refusals(@Nullable PublishedPolicy policy, String agent, Proposal proposal, Halts halts) {
        List<Reason> refusals = new ArrayList<>();
        if (halts.process()) {
            refusals.add(new Reason(HALT, "process-halted", "the process is halted"));
        }
        if (halts.agent()) {
            refusals.add(new Reason(HALT, "agent-suspended", "the agent is suspended"));
        }
        if (policy == null) {
            refusals.add(new Reason("policy", "unknown-process", "no policy is published for this process"));
            return refusals;
        }
        if (!policy.names(agent)) {
            refusals.add(new Reason("policy", "agent-not-named", "the policy does not name this agent"));
        }
        if (policy.action(proposal.action().type()).isEmpty()) {
            refusals.add(new Reason("policy", "unknown-action-type", "the policy does not know this type of action"));
        }
        return refusals;
    }
}
