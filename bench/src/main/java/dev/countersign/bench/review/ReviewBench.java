package dev.countersign.bench.review;

import dev.countersign.bench.Latencies;
import dev.countersign.bench.Wire;
import dev.countersign.bench.review.EngineDesk.Engine;
import dev.countersign.bench.review.Shift.Outcome;
import dev.countersign.localstack.Addresses;
import dev.countersign.localstack.Endpoint;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.Stack;
import dev.countersign.localstack.test.Tokens;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The life of a review (opened, listed, claimed, approved, its history kept), worked by sixteen reviewers over HTTP, beside that of the
 * same user task in Operaton and in Flowable, on the same PostgreSQL in the same run; and a list among a hundred thousand open reviews.
 */
public final class ReviewBench {

    private static final int REVIEWERS = 16;
    /** How many shifts in a row must save nothing, and how many there are at most, before the one that counts. */
    private static final int WARM_UPS = 3;

    private static final int MOST_WARM_UPS = 20;
    /** What a shift must save to the best one before it for there to be more to come. */
    private static final double STILL_WARMING = 0.95;
    /** How many are left open for the second measurement, opened a slice at a time. */
    private static final int BACKLOG = 10_000;

    private static final int SLICE = 1_000;
    private static final double GOAL_RATIO = 10;
    private static final int CROWD = 100_000;
    private static final int ORIGINALS = 500;
    private static final int READERS = 4;
    private static final int LISTS = 500;
    private static final Duration GOAL_LIST = Duration.ofMillis(30);

    /** The same for all three. */
    private static final List<String> OPTIONS =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:MaxMetaspaceSize=256m", "--enable-native-access=ALL-UNNAMED");

    private final Stack stack;
    private final PrintStream out;
    private final List<Reviewer> reviewers = Reviewer.team(REVIEWERS);

    private ReviewBench(Stack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    /**
     * Runs it on a PostgreSQL, a Kafka and a queue-service of its own, on free ports.
     *
     * @param lifecycles of each measurement
     * @return whether every goal was met
     */
    public static boolean run(int lifecycles, PrintStream out) throws Exception {
        Path home = ProjectRoot.find().resolve(Path.of("bench", "target", "review"));
        try (Stack stack = Stack.builder(home)
                .addresses(Addresses.free())
                .fresh(true)
                .parts(EnumSet.of(Endpoint.POSTGRES, Endpoint.KAFKA, Endpoint.QUEUE))
                .environment("QUARKUS_OIDC_AUTH_SERVER_URL", "")
                .environment("QUARKUS_OIDC_APPLICATION_TYPE", "service")
                .environment("QUARKUS_OIDC_PUBLIC_KEY", Tokens.publicKey())
                .environment("QUARKUS_OIDC_TOKEN_ISSUER", Tokens.ISSUER)
                .environment("_JAVA_OPTIONS", String.join(" ", OPTIONS))
                .progress(said -> out.println("  " + said))
                .start()) {
            ReviewBench bench = new ReviewBench(stack, out);
            QueueDesk queue = new QueueDesk(stack);
            queue.loadDirectory(bench.reviewers);
            boolean cheap = bench.lifecycles(queue, lifecycles);
            return bench.lists(queue) && cheap;
        }
    }

    private boolean lifecycles(QueueDesk queue, int count) throws Exception {
        Cpu cpu = Cpu.of(stack.addresses().postgres());
        Outcome ours = outcome(queue, cpu, count);
        Outcome oursAmongMany = amongMany(queue, cpu, count);
        boolean met = true;
        for (Engine engine : Engine.values()) {
            try (EngineDesk desk = EngineDesk.start(
                    engine, stack.addresses().postgres(), stack.home().path(), OPTIONS)) {
                Outcome theirs = outcome(desk, cpu, count);
                double ratio = ours.perCpuSecond() / theirs.perCpuSecond();
                met &= ratio >= GOAL_RATIO;
                out.printf(
                        Locale.ROOT,
                        "  ratio to %s %.1f (the services alone %.1f); goal at least %.0f: %s%n",
                        theirs.name(),
                        ratio,
                        theirs.serviceMicros() / ours.serviceMicros(),
                        GOAL_RATIO,
                        ratio >= GOAL_RATIO ? "met" : "MISSED");
                out.printf(
                        Locale.ROOT,
                        "  ratio to %s among %,d open %.1f%n",
                        theirs.name(),
                        BACKLOG,
                        oursAmongMany.perCpuSecond()
                                / amongMany(desk, cpu, count).perCpuSecond());
            }
        }
        return met;
    }

    private Outcome outcome(Desk desk, Cpu cpu, int count) throws Exception {
        Shift shift = new Shift(desk, reviewers, cpu);
        warmUp(shift, count);
        return said(shift.work(count), "");
    }

    /** Until the compilers have little more to do; each of the three for as long as it takes. */
    private static void warmUp(Shift shift, int count) throws Exception {
        double best = Double.POSITIVE_INFINITY;
        int idle = 0;
        for (int done = 0; done < MOST_WARM_UPS && idle < WARM_UPS; done++) {
            double micros = shift.work(count).totalMicros();
            idle = micros > STILL_WARMING * best ? idle + 1 : 0;
            best = Math.min(best, micros);
        }
    }

    /** The same where many more are open, as they are where people are behind. */
    private Outcome amongMany(Desk desk, Cpu cpu, int count) throws Exception {
        for (int opened = 0; opened < BACKLOG; opened += SLICE) {
            desk.open(SLICE);
        }
        return said(new Shift(desk, reviewers, cpu).work(count), String.format(Locale.ROOT, " (%,d open)", BACKLOG));
    }

    private Outcome said(Outcome outcome, String where) {
        out.printf(
                Locale.ROOT,
                "  %-14s %,7.0f lifecycles /s   %,7.0f a CPU-second   CPU of one: service %,7.0f µs, with the database %,7.0f µs%s%n",
                outcome.name(),
                outcome.rate().perSecond(),
                outcome.perCpuSecond(),
                outcome.serviceMicros(),
                outcome.totalMicros(),
                where);
        return outcome;
    }

    private boolean lists(QueueDesk queue) throws Exception {
        queue.open(ORIGINALS);
        try (Connection database = queue.database()) {
            Crowd.gather(database, ORIGINALS, CROWD / ORIGINALS);
        }
        read(queue);
        Latencies latencies = read(queue);
        boolean met = latencies.percentile(0.99).compareTo(GOAL_LIST) < 0;
        out.println("  " + latencies.line(String.format(Locale.ROOT, "a page of %,d open reviews", CROWD)));
        out.printf(Locale.ROOT, "  goal p99 < %d ms: %s%n", GOAL_LIST.toMillis(), met ? "met" : "MISSED");
        return met;
    }

    private Latencies read(QueueDesk queue) throws Exception {
        List<Future<Latencies>> readers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(READERS)) {
            for (Reviewer reviewer : reviewers.subList(0, READERS)) {
                readers.add(threads.submit(() -> read(queue, reviewer)));
            }
        }
        Latencies all = new Latencies();
        for (Future<Latencies> reader : readers) {
            all.addAll(reader.get());
        }
        return all;
    }

    private static Latencies read(QueueDesk queue, Reviewer reviewer) throws IOException {
        Latencies latencies = new Latencies();
        try (Wire wire = queue.wire()) {
            for (int i = 0; i < LISTS; i++) {
                long began = System.nanoTime();
                queue.list(wire, reviewer, "");
                latencies.add(Duration.ofNanos(System.nanoTime() - began));
            }
        }
        return latencies;
    }
}
