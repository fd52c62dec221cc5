package dev.countersign.bench.console;

import dev.countersign.bench.Latencies;
import dev.countersign.localstack.Addresses;
import dev.countersign.localstack.Chromium;
import dev.countersign.localstack.Endpoint;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.Stack;
import dev.countersign.localstack.client.Api;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The console in a real Chromium, over the whole stack: the first view on a cold cache, and from one review to the next. */
public final class ConsoleBench {

    private static final int WARM_UP = 3;
    private static final Duration FIRST_VIEW = Duration.ofSeconds(1);
    private static final Duration NEXT_REVIEW = Duration.ofMillis(100);
    private static final int MOST_SCRIPT = 300_000;

    private ConsoleBench() {}

    /**
     * Runs it on a stack of its own, on free ports.
     *
     * @param views how many first views to measure; three times as many reviews are gone through
     * @return whether the goals were met
     */
    public static boolean run(int views, PrintStream out) throws Exception {
        Optional<Path> chromium = Chromium.find();
        if (chromium.isEmpty()) {
            out.println("There is no Chromium on this machine; " + Chromium.HOW_TO_INSTALL + ".");
            return false;
        }
        Path home = ProjectRoot.find().resolve(Path.of("bench", "target", "console"));
        try (Stack stack = Stack.builder(home)
                        .addresses(Addresses.free())
                        .fresh(true)
                        .progress(said -> out.println("  " + said))
                        .start();
                Reviewer reviewer =
                        Reviewer.open(chromium.get(), stack.addresses().url(Endpoint.QUEUE))) {
            Waiting waiting = new Waiting(new Api(stack.addresses()));
            waiting.prepare(3 * views + 1);
            return measure(views, reviewer, waiting, out);
        }
    }

    private static boolean measure(int views, Reviewer reviewer, Waiting waiting, PrintStream out) {
        for (int i = 0; i < WARM_UP; i++) {
            reviewer.firstView(waiting.token());
        }
        Latencies first = new Latencies();
        for (int i = 0; i < views; i++) {
            first.add(reviewer.firstView(waiting.token()));
        }
        Latencies next = reviewer.oneAfterTheOther(waiting.token(), 3 * views);
        int script = reviewer.compressedScript(waiting.token());
        boolean met = first.percentile(0.9).compareTo(FIRST_VIEW) < 0
                && next.percentile(0.9).compareTo(NEXT_REVIEW) < 0
                && script < MOST_SCRIPT;
        out.println(first.line("the address, to the queue on the page, cold cache"));
        out.println(next.line("the key, to the next review on the page"));
        out.printf(
                Locale.ROOT,
                "%d bytes of script, compressed; goals p90 < %d ms, p90 < %d ms, < %d bytes: %s%n",
                script,
                FIRST_VIEW.toMillis(),
                NEXT_REVIEW.toMillis(),
                MOST_SCRIPT,
                met ? "met" : "MISSED");
        return met;
    }
}
