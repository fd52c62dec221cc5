package dev.countersign.policy.halt;

import java.util.Map;
import java.util.Set;

/**
 * What is stopped among some processes and agents.
 *
 * @param everything whether all processes and agents are stopped
 * @param processes those that are halted
 * @param agents those that are suspended
 */
public record Stopped(boolean everything, Set<String> processes, Set<String> agents) {

    public static final Stopped NOTHING = new Stopped(false, Set.of(), Set.of());

    public Stopped {
        processes = Set.copyOf(processes);
        agents = Set.copyOf(agents);
    }

    /** What is stopped, by what kind of thing it is. */
    public static Stopped of(Map<HaltScope, Set<String>> names) {
        return new Stopped(
                names.containsKey(HaltScope.EVERYTHING),
                names.getOrDefault(HaltScope.PROCESS, Set.of()),
                names.getOrDefault(HaltScope.AGENT, Set.of()));
    }

    /** What of it holds for one agent in one process. */
    public Halts of(String process, String agent) {
        return new Halts(everything, processes.contains(process), agents.contains(agent));
    }
}
