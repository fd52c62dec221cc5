package dev.countersign.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A child JVM with a log and a pid file. */
final class JavaProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LAST_LINES = 30;

    private final String name;
    private final Process process;
    private final PidFile pidFile;
    private final Path log;

    private JavaProcess(String name, Process process, PidFile pidFile, Path log) {
        this.name = name;
        this.process = process;
        this.pidFile = pidFile;
        this.log = log;
    }

    /**
     * What to start.
     *
     * @param name for files: {@code policy-service}
     * @param java the program that runs the JVM
     * @param options of the JVM
     * @param program {@code -jar …}, or {@code -cp …} and a class, and its arguments
     */
    record Plan(
            String name,
            Path java,
            Path workingDirectory,
            List<String> options,
            List<String> program,
            Map<String, String> environment) {}

    /** Starts it, after ending the same one of an earlier run that was killed. */
    static JavaProcess start(Plan plan, StackHome home) {
        PidFile pidFile = home.pidFile(plan.name());
        pidFile.endLeftover(PATIENCE);
        String marker = "-Dcountersign.part=" + plan.name() + "@" + home.path();
        Path log = home.log(plan.name());
        try {
            Files.createDirectories(log.getParent());
            Files.createDirectories(plan.workingDirectory());
            ProcessBuilder builder = new ProcessBuilder(command(plan, marker))
                    .directory(plan.workingDirectory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(plan.environment());
            Process process = builder.start();
            process.getOutputStream().close();
            pidFile.remember(process.toHandle(), marker);
            return new JavaProcess(plan.name(), process, pidFile, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Plan plan, String marker) {
        List<String> command = new ArrayList<>();
        command.add(plan.java().toString());
        command.add(marker);
        command.addAll(plan.options());
        command.addAll(plan.program());
        return command;
    }

    /** The java program that runs this JVM. */
    static Path executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** @throws StackException with the end of the log, where the process has ended */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new StackException(name + " ended with status " + process.exitValue() + ". The end of " + log + ":\n"
                    + String.join("\n", lastLines()));
        }
    }

    private List<String> lastLines() {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return all.subList(Math.max(0, all.size() - LAST_LINES), all.size());
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** As {@code kill -9}. Returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        waitFor(PATIENCE);
        pidFile.forget();
    }

    /** Asks it to end, without waiting. */
    void signal() {
        process.destroy();
    }

    @Override
    public void close() {
        close(PATIENCE);
    }

    /** Asks it to end, and kills it where it has not ended after this long. */
    void close(Duration patience) {
        process.destroy();
        if (!waitFor(patience)) {
            process.destroyForcibly();
            waitFor(PATIENCE);
        }
        pidFile.forget();
    }

    private boolean waitFor(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
