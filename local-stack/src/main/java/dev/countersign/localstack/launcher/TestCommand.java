package dev.countersign.localstack.launcher;

import dev.countersign.localstack.Chromium;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.Stack;
import dev.countersign.localstack.StackException;
import dev.countersign.localstack.test.TestAddresses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        boolean browserNeeded = options.isEmpty();
        Optional<Path> browser = Chromium.find();
        if (browser.isEmpty() && browserNeeded) {
            sayThatNoBrowserIsHere(terminal);
        }
        Instant began = Instant.now(Clock.systemUTC());
        int status = underStacks(root, browser, terminal);
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

    private int underStacks(Path root, Optional<Path> browser, Terminal terminal)
            throws IOException, InterruptedException {
        int wanted = Math.min(Runtime.getRuntime().availableProcessors() + 1, MOST_LANES);
        terminal.line("Starting PostgreSQL, and Kafka for each of " + wanted + " modules at a time");
        if (options.isEmpty()) {
            // The journeys want it at the end, when everything is busy; where it fails, they say so.
            Thread.ofVirtual().start(() -> Stack.fetchPrograms(said -> {}));
        }
        try (TestStacks stacks = TestStacks.start(Home.current().folder().path().resolve("test"), wanted)) {
            return maven(root, stacks, wanted, browser);
        }
    }

    private int maven(Path root, TestStacks stacks, int threads, Optional<Path> browser)
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
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .put(TestAddresses.ENVIRONMENT_VARIABLE, stacks.lanes().toString());
        browser.ifPresent(path -> builder.environment().put(Chromium.VARIABLE, path.toString()));
        Process process = builder.start();
        Thread end = new Thread(() -> process.descendants().forEach(ProcessHandle::destroy), "end-maven");
        Runtime.getRuntime().addShutdownHook(end);
        int status = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        return status;
    }
}
