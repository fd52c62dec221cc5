package dev.countersign.policy.halt;

/**
 * What is stopped of one process and one agent.
 *
 * @param process whether the process is halted
 * @param agent whether the agent is suspended
 */
public record Halts(boolean process, boolean agent) {

    public static final Halts NONE = new Halts(false, false);

    public boolean any() {
        return process || agent;
    }
}
