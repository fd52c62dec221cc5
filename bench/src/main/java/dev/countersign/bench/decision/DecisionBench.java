package dev.countersign.bench.decision;

import dev.countersign.bench.Wire;
import dev.countersign.bench.decision.Load.Outcome;
import dev.countersign.localstack.Addresses;
import dev.countersign.localstack.Endpoint;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.Service;
import dev.countersign.localstack.Stack;
import dev.countersign.localstack.test.Tokens;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/**
 * How fast a decision is: alone, and durable, over HTTP, committed before the answer; beside it, on the same PostgreSQL in the same run,
 * the same rows, one decision's a commit, and a hollow service, which reads the proposal and answers. And what ten thousand agents cost that
 * wait.
 */
public final class DecisionBench {

    private static final String HOST = "127.0.0.1";
    private static final Path HOLLOW = Path.of("bench", "hollow", "target", "quarkus-app");
    private static final int DIFFERENT = 500;
    private static final int AGENTS = 10_000;
    /** How many decisions at least, and how many rounds at most, before those that count. */
    private static final int WARM_UP = 60_000;

    private static final int WARM_UP_ROUNDS = 20;
    /** What a round must save to the one before it for there to be more to come. */
    private static final double STILL_WARMING = 0.95;

    private static final Duration GOAL_LATENCY = Duration.ofMillis(25);
    private static final long GOAL_PURE_NANOS = 20_000;
    private static final long GOAL_MEMORY = 256_000_000;

    private final Stack stack;
    private final Duration time;
    private final PrintStream out;
    private final String token;
    private boolean met = true;

    private DecisionBench(Stack stack, Duration time, PrintStream out) {
        this.stack = stack;
        this.time = time;
        this.out = out;
        this.token = Tokens.builder()
                .client(Matter.AGENT)
                .name("service-account-" + Matter.AGENT)
                .roles("agent")
                .expiresAt(Clock.systemUTC().instant().plus(Duration.ofHours(2)))
                .mint();
    }

    /**
     * Runs it on a PostgreSQL, a Kafka and a policy-service of its own, on free ports.
     *
     * @param time of each measurement
     * @return whether every goal was met
     */
    public static boolean run(Duration time, PrintStream out) throws Exception {
        boolean pure = pure(out);
        Path home = ProjectRoot.find().resolve(Path.of("bench", "target", "decision"));
        try (Stack stack = Stack.builder(home)
                .addresses(Addresses.free())
                .fresh(true)
                .parts(EnumSet.of(Endpoint.POSTGRES, Endpoint.KAFKA, Endpoint.POLICY))
                // Tokens of the benchmark's own: no identity provider takes part, and their signatures are checked all
                // the same.
                .environment("QUARKUS_OIDC_AUTH_SERVER_URL", "")
                .environment("QUARKUS_OIDC_PUBLIC_KEY", Tokens.publicKey())
                .environment("QUARKUS_OIDC_TOKEN_ISSUER", Tokens.ISSUER)
                // More than the local stack gives it: what the waiting agents take is to be seen, not to be bounded.
                .environment("_JAVA_OPTIONS", "-Xmx640m")
                .progress(said -> out.println("  " + said))
                .start()) {
            DecisionBench bench = new DecisionBench(stack, time, out);
            bench.publish();
            bench.durable();
            bench.hollow();
            bench.waiting();
            return bench.met && pure;
        }
    }

    private static boolean pure(PrintStream out) throws IOException, InterruptedException {
        Path root = ProjectRoot.find();
        Path app = root.resolve(Path.of("policy-service", "target", "quarkus-app"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        app.resolve("app") + "/*:" + app.resolve(Path.of("lib", "main")) + "/*:"
                                + app.resolve(Path.of("lib", "boot")) + "/*:"
                                + root.resolve(Path.of("bench", "target", "classes")),
                        PureDecision.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException("the pure decision ended with " + process.exitValue());
        }
        long nanos = Long.parseLong(said.lines().toList().getLast());
        boolean met = nanos < GOAL_PURE_NANOS;
        out.printf(
                Locale.ROOT,
                "  50 rules, 3 signals, 1 limit, decided without persistence   %.1f µs of CPU; goal < %d µs: %s%n",
                nanos / 1e3,
                GOAL_PURE_NANOS / 1_000,
                said(met));
        return met;
    }

    private static String said(boolean met) {
        return met ? "met" : "MISSED";
    }

    private int port() {
        return stack.addresses().port(Endpoint.POLICY);
    }

    private void publish() throws IOException {
        try (Wire wire = new Wire(HOST, port())) {
            wire.exchange(
                    Wire.request(
                            "PUT",
                            "/v1/processes/" + Matter.PROCESS + "/policy",
                            Tokens.person("grace", "process-owner"),
                            Matter.policy().toString()),
                    201);
        }
    }

    private void durable() throws Exception {
        Load load = new Load(HOST, port(), requests());
        Reference reference =
                new Reference(stack.addresses().postgres(), stack.home().path());
        reference.prepare();
        warmUp(load);
        for (int connections : List.of(16, 64)) {
            reference.settle();
            double equal = reference.perSecond(connections, time);
            reference.settle();
            Duration before = cpu();
            Outcome most = load.saturating(connections, time);
            Duration used = cpu().minus(before);
            reference.settle();
            // Around the measurement, so that both see the same machine.
            equal = (equal + reference.perSecond(connections, time)) / 2;
            report(connections, equal, most, used, reference.name());
            reference.settle();
            half(load, connections, most);
        }
    }

    /** What no decision over HTTP can be faster than: in policy-service's place, a service that stands on the same and decides nothing. */
    private void hollow() throws Exception {
        stack.services().stop(Service.POLICY);
        stack.services().start(Service.POLICY, ProjectRoot.find().resolve(HOLLOW));
        stack.services().awaitReady(Service.POLICY);
        Load load = new Load(HOST, port(), requests());
        Reference reference =
                new Reference(stack.addresses().postgres(), stack.home().path());
        warmUp(load);
        for (int connections : List.of(16, 64)) {
            reference.settle();
            double equal = reference.perSecond(connections, time);
            double hollow = load.saturating(connections, time).rate().perSecond();
            equal = (equal + reference.perSecond(connections, time)) / 2;
            out.printf(
                    Locale.ROOT,
                    "  %d connections, the proposal read and the agent known, and no more   %,9.0f /s, %.2f of %s%n",
                    connections,
                    hollow,
                    hollow / equal,
                    reference.name());
        }
    }

    /** Until the compilers have little more to do, over few connections and over many. */
    private void warmUp(Load load) throws IOException, InterruptedException {
        long done = 0;
        double before = Double.POSITIVE_INFINITY;
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            Duration used = cpu();
            long decided = load.saturating(64, time).rate().count()
                    + load.saturating(16, time).rate().count();
            double micros = cpu().minus(used).toNanos() / 1e3 / decided;
            done += decided;
            if (done >= WARM_UP && micros > STILL_WARMING * before) {
                return;
            }
            before = micros;
        }
    }

    /** What the service has used of CPU so far. */
    private Duration cpu() {
        return ProcessHandle.of(stack.services().pid(Service.POLICY))
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** Half of them go without a person, and count towards the limit; the others are stopped by three signals. */
    private List<byte[]> requests() {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < DIFFERENT; i++) {
            requests.add(Wire.request(
                    "POST",
                    "/v1/evaluations",
                    token,
                    Matter.proposal(i, i % 2 == 0).toString()));
        }
        return requests;
    }

    private void report(int connections, double equal, Outcome most, Duration used, String name) {
        double ratio = most.rate().perSecond() / equal;
        met &= ratio >= 1;
        out.printf(Locale.ROOT, "  %d connections%n", connections);
        out.printf(Locale.ROOT, "    %-56s %,9.0f /s%n", name + ": the same rows, one decision a commit", equal);
        out.println("    " + most.rate().line("durable decisions over HTTP, as many as go"));
        out.println("    " + most.latencies().line("their latency, from sending"));
        out.printf(
                Locale.ROOT,
                "    %-56s %,9.0f µs of CPU a decision%n",
                "the service alone, relay included",
                used.toNanos() / 1e3 / most.rate().count());
        out.printf(Locale.ROOT, "    ratio %.2f; goal at least 1, wished for 2: %s%n", ratio, said(ratio >= 1));
    }

    private void half(Load load, int connections, Outcome most) throws IOException, InterruptedException {
        int perSecond = (int) (most.rate().perSecond() / 2);
        Outcome half = load.offering(perSecond, connections, time);
        boolean soon = half.latencies().percentile(0.99).compareTo(GOAL_LATENCY) < 0;
        met &= soon;
        out.println("    "
                + half.latencies().line(String.format(Locale.ROOT, "at %,d /s, from when each was due", perSecond)));
        out.printf(Locale.ROOT, "    goal p99 < %d ms: %s%n", GOAL_LATENCY.toMillis(), said(soon));
    }

    private void waiting() throws Exception {
        // As it would stand there: not right after the heaviest load of its life.
        stack.services().stop(Service.POLICY);
        stack.services().restart(Service.POLICY);
        Waiting.Cost cost =
                new Waiting(HOST, port(), token).of(AGENTS, stack.services().pid(Service.POLICY));
        boolean small = cost.with().orElse(0) < GOAL_MEMORY && cost.waiting() == AGENTS;
        met &= small;
        out.printf(
                Locale.ROOT,
                "  %,d agents wait, each on a connection of its own: %s of memory in all, %s before they came; goal < %d MB: %s%n",
                cost.waiting(),
                Waiting.megabytes(cost.with()),
                Waiting.megabytes(cost.before()),
                GOAL_MEMORY / 1_000_000,
                said(small));
    }
}
