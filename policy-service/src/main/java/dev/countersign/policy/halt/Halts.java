package dev.countersign.policy.halt;

import dev.countersign.contracts.event.Reason;
import dev.countersign.problems.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * What is stopped of one process and one agent.
 *
 * @param everything whether all processes and agents are stopped
 * @param process whether the process is halted
 * @param agent whether the agent is suspended
 */
public record Halts(boolean everything, boolean process, boolean agent) {

    /** The {@code source} of the reasons that a halt gives. */
    public static final String SOURCE = "halt";

    public static final Halts NONE = new Halts(false, false);

    /** Where not everything is stopped. */
    public Halts(boolean process, boolean agent) {
        this(false, process, agent);
    }

    public boolean any() {
        return everything || process || agent;
    }

    /**
     * Refuses what must not go on now.
     *
     * @throws Problem {@code halted}
     */
    public void check() {
        if (any()) {
            throw Problem.of(
                    409,
                    "halted",
                    "Halted",
                    "Everything or the process is halted, or the agent suspended; nothing may be executed.");
        }
    }

    /** Why nothing goes; empty where nothing is stopped. Who stopped it and why is not the agent's business. */
    public List<Reason> reasons() {
        List<Reason> reasons = new ArrayList<>();
        if (everything) {
            reasons.add(new Reason(SOURCE, "everything-halted", "everything is halted"));
        }
        if (process) {
            reasons.add(new Reason(SOURCE, "process-halted", "the process is halted"));
        }
        if (agent) {
            reasons.add(new Reason(SOURCE, "agent-suspended", "the agent is suspended"));
        }
        return reasons;
    }
}
