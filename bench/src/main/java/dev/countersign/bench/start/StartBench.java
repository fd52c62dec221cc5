package dev.countersign.bench.start;

import com.marcnuri.helm.Helm;
import dev.countersign.localstack.Addresses;
import dev.countersign.localstack.Endpoint;
import dev.countersign.localstack.Launch;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.Service;
import dev.countersign.localstack.Services;
import dev.countersign.localstack.Stack;
import dev.countersign.localstack.training.Training;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.IntStream;

/**
 * How soon each service is ready, with what it learned in training, as its image starts it; beside it, in the same run and by turns, a bare
 * Quarkus REST service, trained and started the same way, and a hollow one: the same libraries as ours, and nothing in it. What each holds of
 * memory when nobody asks it anything. And the chart.
 */
public final class StartBench {

    private static final double GOAL_RATIO = 1.5;
    private static final long GOAL_MEMORY = 256_000_000;
    private static final Duration GOAL_CHART = Duration.ofSeconds(1);
    private static final String KUBERNETES = "1.35.0";
    private static final int GREETINGS = 200;
    /** The JVM lays out the cache before it ends, which takes more than all of the run. */
    private static final Duration LAYING_OUT = Duration.ofMinutes(10);

    private static final int IDLE_SECONDS = 30;
    /** The chart's 60 % of the 768 MiB that it lets a replica have. */
    private static final String HEAP = "-Xmx460m";
    /** As the chart has it: a job has brought the databases up to date before. */
    private static final Map<String, String> MIGRATED = Map.of("QUARKUS_FLYWAY_MIGRATE_AT_START", "false");

    private final Stack stack;
    private final Path folder;
    private final int rounds;
    private final PrintStream out;
    private final Map<Starter, List<Start>> starts = new LinkedHashMap<>();

    private StartBench(Stack stack, int rounds, PrintStream out) {
        this.stack = stack;
        this.folder = stack.home().path();
        this.rounds = rounds;
        this.out = out;
    }

    /**
     * Runs it on a stack of its own, on free ports.
     *
     * @param rounds how often each is started
     * @return whether every goal was met
     */
    public static boolean run(int rounds, PrintStream out) throws Exception {
        Path home = ProjectRoot.find().resolve(Path.of("bench", "target", "start"));
        try (Stack stack = Stack.builder(home)
                .addresses(Addresses.free())
                .fresh(true)
                .parts(EnumSet.of(Endpoint.POSTGRES, Endpoint.KAFKA, Endpoint.KEYCLOAK, Endpoint.SMTP))
                .progress(said -> out.println("  " + said))
                .start()) {
            StartBench bench = new StartBench(stack, rounds, out);
            bench.train();
            boolean soon = bench.ready();
            boolean small = bench.memory();
            return chart(out) && soon && small;
        }
    }

    private static Launch launch(Path app) throws IOException {
        requireForCache(app);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return Launch.asImage(java, app).with(HEAP);
    }

    /** A cache links the classes that the JVM's own class loader finds; Quarkus' usual packaging has another one. */
    private static void requireForCache(Path app) throws IOException {
        try (JarFile jar = new JarFile(app.resolve(Launch.JAR).toFile())) {
            String path = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (!path.contains("app/")) {
                throw new IOException(app + " is not packaged as in an image; first run"
                        + " ./mvnw package -DskipTests -Dquarkus.package.jar.type=aot-jar");
            }
        }
    }

    private static Launch launch(Service service) {
        try {
            return launch(Services.app(ProjectRoot.find(), service));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path cache(String name) {
        return folder.resolve(name + ".aot");
    }

    private void train() throws IOException, InterruptedException {
        Function<Service, Path> caches = service -> cache(service.module());
        for (Service service : Service.values()) {
            Files.deleteIfExists(caches.apply(service));
        }
        Training.run(stack, StartBench::launch, caches, said -> out.println("  " + said));
        for (Service service : Service.values()) {
            Launch trained = launch(service).trained(caches.apply(service)).with(MIGRATED);
            starts.put(new Starter.OfService(service.module(), stack, service, trained), new ArrayList<>());
        }
        starts.put(trainedHollow(), new ArrayList<>());
        starts.put(trainedBare(), new ArrayList<>());
    }

    private static Launch launchBeside(String name) throws IOException {
        return launch(ProjectRoot.find().resolve(Path.of("bench", name, "target", "quarkus-app")));
    }

    /** In the place of policy-service, which has most to stand on. */
    private Starter trainedHollow() throws IOException, InterruptedException {
        Launch hollow = launchBeside("hollow");
        Starter training =
                new Starter.OfService("hollow Quarkus", stack, Service.POLICY, hollow.training(cache("hollow")));
        Start.of(training);
        greet(training);
        stack.services().stop(Service.POLICY, LAYING_OUT);
        return new Starter.OfService("hollow Quarkus", stack, Service.POLICY, hollow.trained(cache("hollow")));
    }

    private Starter trainedBare() throws IOException, InterruptedException {
        Launch bare = launchBeside("bare");
        Path log = folder.resolve(Path.of("log", "bare.log"));
        Starter.OfBare training = new Starter.OfBare(bare.training(cache("bare")), log);
        Start.of(training);
        greet(training);
        training.end(LAYING_OUT);
        return new Starter.OfBare(bare.trained(cache("bare")), log);
    }

    private static void greet(Starter training) {
        for (int i = 0; i < GREETINGS; i++) {
            Start.get(training.port(), i % 2 == 0 ? "/greeting" : "/q/health/live");
        }
    }

    /** One round that is not counted: the files are read from the disk, and the databases have their tables. */
    private boolean ready() throws IOException, InterruptedException {
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<Starter, List<Start>> entry : starts.entrySet()) {
                Start start = Start.of(entry.getKey());
                entry.getKey().kill();
                if (round >= 0) {
                    entry.getValue().add(start);
                }
            }
        }
        List<Start> bare = List.copyOf(starts.values()).getLast();
        boolean met = true;
        for (Map.Entry<Starter, List<Start>> entry : starts.entrySet()) {
            double ratio = ratio(entry.getValue(), bare);
            out.printf(
                    Locale.ROOT,
                    "  %-22s ready after %,6d ms, with %,6d ms of CPU; %.2f times the bare one%s%n",
                    entry.getKey().name(),
                    median(entry.getValue(), Start::wall),
                    median(entry.getValue(), Start::cpu),
                    ratio,
                    verdict(entry.getKey(), ratio < GOAL_RATIO, "%.1f times", GOAL_RATIO));
            met &= !entry.getKey().isOurs() || ratio < GOAL_RATIO;
        }
        return met;
    }

    private static String verdict(Starter starter, boolean met, String goal, Object value) {
        return starter.isOurs() ? "; goal < " + String.format(Locale.ROOT, goal, value) + ": " + said(met) : "";
    }

    private static String said(boolean met) {
        return met ? "met" : "MISSED";
    }

    private static long median(List<Start> starts, Function<Start, Duration> of) {
        return (long) median(
                starts.stream().mapToDouble(start -> of.apply(start).toMillis()).toArray());
    }

    /** Of each round by itself, in which both saw the same machine. */
    private static double ratio(List<Start> ours, List<Start> bare) {
        return median(IntStream.range(0, ours.size())
                .mapToDouble(round -> (double) ours.get(round).wall().toNanos()
                        / bare.get(round).wall().toNanos())
                .toArray());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private boolean memory() throws IOException, InterruptedException {
        boolean met = resident(starts.keySet().stream().filter(Starter::isOurs).toList());
        resident(starts.keySet().stream().filter(starter -> !starter.isOurs()).toList());
        return met;
    }

    /** Of all of these together. */
    private boolean resident(List<Starter> together) throws IOException, InterruptedException {
        for (Starter starter : together) {
            Start.of(starter);
        }
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        boolean met = true;
        for (Starter starter : together) {
            long resident = Start.resident(starter.pid());
            met &= resident < GOAL_MEMORY;
            out.printf(
                    Locale.ROOT,
                    "  %-22s resident after %d s without work %,4d MB%s%n",
                    starter.name(),
                    IDLE_SECONDS,
                    resident / 1_000_000,
                    verdict(starter, resident < GOAL_MEMORY, "%d MB", GOAL_MEMORY / 1_000_000));
        }
        for (Starter starter : together) {
            starter.kill();
        }
        return met;
    }

    /** Once to load the library that is Helm; then as a pipeline would. */
    private static boolean chart(PrintStream out) {
        render();
        long began = System.nanoTime();
        render();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        boolean met = took.compareTo(GOAL_CHART) < 0;
        out.printf(
                Locale.ROOT,
                "  the chart rendered in %,d ms; goal < %,d ms: %s%n",
                took.toMillis(),
                GOAL_CHART.toMillis(),
                said(met));
        return met;
    }

    private static void render() {
        Path chart = ProjectRoot.find().resolve(Path.of("helm", "countersign"));
        new Helm(chart)
                .template()
                .withName("countersign")
                .withKubeVersion(KUBERNETES)
                .withValuesFile(chart.resolve(Path.of("ci", "minimal-values.yaml")))
                .call();
    }
}
