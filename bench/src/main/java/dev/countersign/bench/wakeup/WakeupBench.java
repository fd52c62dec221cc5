package dev.countersign.bench.wakeup;

import dev.countersign.bench.Latencies;
import dev.countersign.localstack.Addresses;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.Stack;
import dev.countersign.localstack.client.Api;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * From the reviewer's click to the waiting agent's answer, over the whole stack, one decision after the other; beside it, in the same
 * run, what no implementation can go below.
 */
public final class WakeupBench {

    private static final int WARM_UP = 50;
    private static final Duration GOAL = Duration.ofMillis(300);

    private WakeupBench() {}

    /**
     * Runs it on a stack of its own, on free ports.
     *
     * @param decisions how many to measure
     * @return whether the goal was met
     */
    public static boolean run(int decisions, PrintStream out) throws Exception {
        Path home = ProjectRoot.find().resolve(Path.of("bench", "target", "wakeup"));
        try (Stack stack = Stack.builder(home)
                        .addresses(Addresses.free())
                        .fresh(true)
                        .progress(said -> out.println("  " + said))
                        .start();
                Floor floor = Floor.on(stack.addresses());
                ExecutorService agents = Executors.newVirtualThreadPerTaskExecutor()) {
            Rounds rounds = new Rounds(new Api(stack.addresses()), agents);
            rounds.prepare();
            for (int i = 0; i < WARM_UP; i++) {
                floor.once();
                rounds.once(i);
            }
            return measure(decisions, floor, rounds, out);
        }
    }

    private static boolean measure(int decisions, Floor floor, Rounds rounds, PrintStream out) throws Exception {
        Latencies floors = new Latencies();
        Latencies decided = new Latencies();
        Latencies woken = new Latencies();
        // In turns, so that both see the same machine.
        for (int i = 0; i < decisions; i++) {
            floors.add(floor.once());
            Rounds.Round round = rounds.once(WARM_UP + i);
            decided.add(round.decided());
            woken.add(round.woken());
        }
        boolean met = woken.percentile(0.99).compareTo(GOAL) < 0;
        out.println(floors.line("commit + Kafka hop + commit, alone"));
        out.println(decided.line("the click, to its own answer"));
        out.println(woken.line("the click, to the waiting agent's answer"));
        out.printf(
                Locale.ROOT,
                "ratio of the last to the first: p50 %.1f, p99 %.1f; goal p99 < %d ms on an idle machine: %s%n",
                ratio(woken, floors, 0.5),
                ratio(woken, floors, 0.99),
                GOAL.toMillis(),
                met ? "met" : "MISSED");
        return met;
    }

    private static double ratio(Latencies one, Latencies other, double share) {
        return Latencies.millis(one.percentile(share)) / Latencies.millis(other.percentile(share));
    }
}
