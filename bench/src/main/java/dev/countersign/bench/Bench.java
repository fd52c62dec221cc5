package dev.countersign.bench;

import dev.countersign.bench.console.ConsoleBench;
import dev.countersign.bench.decision.DecisionBench;
import dev.countersign.bench.outbox.OutboxBench;
import dev.countersign.bench.review.ReviewBench;
import dev.countersign.bench.start.StartBench;
import dev.countersign.bench.wakeup.WakeupBench;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Runs the benchmark that the first argument names, or all of them; ends with 1 where a goal was missed. */
public final class Bench {

    private static final List<String> NAMES = List.of("outbox", "wakeup", "decision", "review", "console", "start");
    private static final int WAKEUP_DECISIONS = 300;
    private static final int OUTBOX_EVENTS = 60_000;
    private static final int DECISION_SECONDS = 15;
    private static final int REVIEW_LIFECYCLES = 2_000;
    private static final int CONSOLE_VIEWS = 20;
    private static final int START_ROUNDS = 7;

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> names = arguments.length == 0 ? NAMES : List.of(arguments[0]);
        boolean met = true;
        for (String name : names) {
            System.out.println("bench " + name);
            met &= run(name, arguments, System.out);
        }
        System.exit(met ? 0 : 1);
    }

    private static boolean run(String name, String[] arguments, PrintStream out) throws Exception {
        return switch (name) {
            case "outbox" -> OutboxBench.run(count(arguments, OUTBOX_EVENTS), out);
            case "wakeup" -> WakeupBench.run(count(arguments, WAKEUP_DECISIONS), out);
            case "decision" -> DecisionBench.run(Duration.ofSeconds(count(arguments, DECISION_SECONDS)), out);
            case "review" -> ReviewBench.run(count(arguments, REVIEW_LIFECYCLES), out);
            case "console" -> ConsoleBench.run(count(arguments, CONSOLE_VIEWS), out);
            case "start" -> StartBench.run(count(arguments, START_ROUNDS), out);
            default -> {
                out.printf(Locale.ROOT, "There is no benchmark %s; there are %s.%n", name, String.join(", ", NAMES));
                yield false;
            }
        };
    }

    private static int count(String[] arguments, int otherwise) {
        return arguments.length > 1 ? Integer.parseInt(arguments[1]) : otherwise;
    }
}
