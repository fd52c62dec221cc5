package dev.countersign.localstack.launcher;

import dev.countersign.localstack.Chromium;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.StackException;
import dev.countersign.localstack.test.TestAddresses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "test", description = "Every test, in one go; a summary at the end.")
final class TestCommand implements Callable<Integer> {

    /** One more than there are cores, since tests mostly wait for what happens elsewhere; but each takes a Kafka and a JVM. */
    private static final int MOST_LANES = 3;

    @Parameters(
            arity = "0..*",
            paramLabel = "OPTION",
            description = "passed on to Maven, for example -pl queue-service -am")
    List<String> options = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal terminal = Terminal.system();
        Path root = ProjectRoot.find();
        boolean everything = options.isEmpty();
        if (everything && Chromium.find().isEmpty()) {
            sayThatNoBrowserIsHere(terminal);
        }
        Instant began = Instant.now(Clock.systemUTC());
        int status = underStacks(root, everything, terminal);
        TestReport report = TestReport.read(root, began);
        report.lines().forEach(terminal::line);
        return status != 0 || report.failed() > 0 || report.total() == 0 ? 1 : 0;
    }

    private static void sayThatNoBrowserIsHere(Terminal terminal) {
        terminal.line("");
        terminal.line("!! No Chromium here: the browser journeys cannot run in it.");
        terminal.line("!! Install it (" + Chromium.HOW_TO_INSTALL + ") or name one in " + Chromium.VARIABLE + ".");
        terminal.line("");
        if (System.getenv("CI") != null) {
            throw new StackException("Continuous integration never skips the browser journeys.");
        }
    }

    private int underStacks(Path root, boolean everything, Terminal terminal) throws IOException, InterruptedException {
        int wanted = Math.min(Runtime.getRuntime().availableProcessors() + 1, MOST_LANES);
        terminal.line("Starting PostgreSQL, and Kafka for each of " + wanted + " modules at a time");
        try (TestStacks stacks = TestStacks.start(Home.current().folder().path().resolve("test"), wanted)) {
            Map<String, String> environment = new HashMap<>();
            environment.put("JAVA_HOME", System.getProperty("java.home"));
            environment.put(TestAddresses.ENVIRONMENT_VARIABLE, stacks.lanes().toString());
            if (everything) {
                Path keycloak = stacks.startKeycloak(terminal::line);
                environment.put(TestAddresses.KEYCLOAK_VARIABLE, keycloak.toString());
            }
            return maven(root, environment, wanted);
        }
    }

    private int maven(Path root, Map<String, String> environment, int threads)
            throws IOException, InterruptedException {
        // A failed test must not keep the modules after it from being tested; the summary decides.
        List<String> command = new ArrayList<>(List.of(
                root.resolve("mvnw").toString(),
                "-B",
                "-ntp",
                "-T",
                Integer.toString(threads),
                "verify",
                "-Dbench.packages.skip=true",
                "-Dmaven.test.failure.ignore=true"));
        command.addAll(options);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(root.toFile()).inheritIO();
        builder.environment().putAll(environment);
        Process process = builder.start();
        Thread end = new Thread(() -> process.descendants().forEach(ProcessHandle::destroy), "end-maven");
        Runtime.getRuntime().addShutdownHook(end);
        int status = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        return status;
    }
}
