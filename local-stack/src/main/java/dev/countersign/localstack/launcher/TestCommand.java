package dev.countersign.localstack.launcher;

import dev.countersign.localstack.Addresses;
import dev.countersign.localstack.Chromium;
import dev.countersign.localstack.Endpoint;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.Stack;
import dev.countersign.localstack.StackException;
import dev.countersign.localstack.test.TestAddresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "test", description = "Every test, in one go; a summary at the end.")
final class TestCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "OPTION",
            description = "passed on to Maven, for example -pl queue-service -am")
    private List<String> options = new ArrayList<>();

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
        int status = underStack(root, browser, terminal);
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

    private int underStack(Path root, Optional<Path> browser, Terminal terminal)
            throws IOException, InterruptedException {
        Path folder = Home.current().folder().path().resolve("test");
        terminal.line("Starting PostgreSQL and Kafka for this run");
        try (Stack stack = Stack.builder(folder)
                .addresses(Addresses.free())
                .parts(EnumSet.of(Endpoint.POSTGRES, Endpoint.KAFKA))
                .fresh(true)
                .start()) {
            Path announced = folder.resolve("stack.properties");
            new TestAddresses(stack.addresses().postgres(), stack.addresses().kafka()).write(announced);
            return maven(root, announced, browser);
        }
    }

    private int maven(Path root, Path announced, Optional<Path> browser) throws IOException, InterruptedException {
        // A failed test must not keep the modules after it from being tested; the summary decides.
        List<String> command = new ArrayList<>(
                List.of(root.resolve("mvnw").toString(), "-B", "-ntp", "verify", "-Dmaven.test.failure.ignore=true"));
        command.addAll(options);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(root.toFile()).inheritIO();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put(TestAddresses.ENVIRONMENT_VARIABLE, announced.toString());
        browser.ifPresent(path -> builder.environment().put(Chromium.VARIABLE, path.toString()));
        Process process = builder.start();
        Thread end = new Thread(() -> process.descendants().forEach(ProcessHandle::destroy), "end-maven");
        Runtime.getRuntime().addShutdownHook(end);
        int status = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        Files.deleteIfExists(announced);
        return status;
    }
}
