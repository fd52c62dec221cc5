package dev.countersign.bench.outbox;

import dev.countersign.bench.Rate;
import dev.countersign.localstack.Broker;
import dev.countersign.localstack.Postgres;
import dev.countersign.localstack.ProjectRoot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From the outbox through the relay, Kafka and the inbox to an effect that happens once, on a real PostgreSQL with fsync and a real
 * Kafka; beside it, in the same run, Kafka alone and the database alone. Some messages are delivered twice on purpose.
 */
public final class OutboxBench {

    /** What the loaded service's line with its rate begins with. */
    static final String RATE = "rate ";

    private static final String DATABASE = "bench";
    private static final double GOAL = 3_000;

    private OutboxBench() {}

    /**
     * Runs it on a PostgreSQL and a Kafka of its own, on free ports.
     *
     * @param events how many to measure
     * @return whether the goal was met and every event had exactly one effect
     */
    public static boolean run(int events, PrintStream out) throws Exception {
        Path root = ProjectRoot.find();
        Path home = root.resolve(Path.of("bench", "target", "outbox"));
        delete(home);
        try (Postgres postgres = Postgres.start(
                        home.resolve("postgres"), root.resolve(Path.of("bench", "target", "postgres-programs")), 0);
                Broker broker = Broker.start(home.resolve("kafka"), 0)) {
            // Interrupted, the benchmark must not leave a server behind.
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
            postgres.ensureDatabase(DATABASE);
            return measure(root, postgres, broker, events, out);
        }
    }

    private static boolean measure(Path root, Postgres postgres, Broker broker, int events, PrintStream out)
            throws Exception {
        int bytes = OutboxLoad.TEXT;
        RawKafka.run(broker.bootstrapServers(), events / 5, bytes);
        Rate kafka = RawKafka.run(broker.bootstrapServers(), events, bytes);
        Rate inserts = RawInserts.run(postgres.superuser(DATABASE), events, bytes, OutboxLoad.EVENTS_PER_COMMIT);
        Rate measured;
        long repeated;
        try (Repeater repeater = new Repeater(broker.bootstrapServers())) {
            measured = load(root, postgres, broker, events, out);
            repeated = repeater.repeated();
        }
        if (measured == null) {
            return false;
        }
        report(measured, kafka, inserts, repeated, out);
        return measured.perSecond() >= GOAL;
    }

    private static void report(Rate measured, Rate kafka, Rate inserts, long repeated, PrintStream out) {
        // Each event is written to the outbox, sent, and written to the inbox and as an effect.
        double parts = 1 / (3 / inserts.perSecond() + 1 / kafka.perSecond());
        out.printf(Locale.ROOT, "  %,d messages were delivered twice on purpose%n", repeated);
        out.println("  " + measured.line("outbox to deduplicated effect"));
        out.println("  " + kafka.line("Kafka alone: produce with acks=all, and consume"));
        out.println("  "
                + inserts.line(
                        "PostgreSQL alone: rows, " + OutboxLoad.EVENTS_PER_COMMIT + " a commit, one connection"));
        out.printf(
                Locale.ROOT,
                "  of Kafka alone %.2f, of PostgreSQL alone %.2f, of three rows and a hop one after the other %.2f%n",
                measured.perSecond() / kafka.perSecond(),
                measured.perSecond() / inserts.perSecond(),
                measured.perSecond() / parts);
        out.printf(Locale.ROOT, "  goal %,.0f events/s: %s%n", GOAL, measured.perSecond() >= GOAL ? "met" : "MISSED");
    }

    /** Runs the service under load as a process of its own, as services are; null where an event had no effect or two. */
    private static @Nullable Rate load(Path root, Postgres postgres, Broker broker, int events, PrintStream out)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "-Dquarkus.datasource.username=" + DATABASE,
                        "-Dquarkus.datasource.password=" + DATABASE,
                        "-Dquarkus.datasource.jdbc.url=" + postgres.address().jdbcUrl(DATABASE),
                        "-Dquarkus.datasource.reactive.url="
                                + postgres.address().reactiveUrl(DATABASE),
                        "-Dkafka.bootstrap.servers=" + broker.bootstrapServers(),
                        "-jar",
                        root.resolve(Path.of("bench", "target", "quarkus-app", "quarkus-run.jar"))
                                .toString(),
                        Integer.toString(events))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        Rate rate = null;
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            @Nullable String line;
            while ((line = said.readLine()) != null) {
                if (line.startsWith(RATE)) {
                    String[] numbers = line.substring(RATE.length()).split(" ");
                    rate = new Rate(Long.parseLong(numbers[0]), Duration.ofNanos(Long.parseLong(numbers[1])));
                } else {
                    out.println(line);
                }
            }
        }
        return process.waitFor() == 0 ? rate : null;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.delete(file);
            }
        }
    }
}
