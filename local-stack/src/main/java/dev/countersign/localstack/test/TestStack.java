package dev.countersign.localstack.test;

import dev.countersign.localstack.StackException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stack of this JVM's tests: one of those that the environment announces, else one that this JVM starts at its first use and that
 * ends with this JVM.
 *
 * <p>Test frameworks load this class several times in one JVM; what must exist once is therefore held in system properties.
 */
public final class TestStack {

    private static final String PROPERTY = "countersign.test.stack";
    private static final String DATABASES = "countersign.test.databases";

    private TestStack() {}

    /** The addresses of this JVM's stack, which is started where none is free. */
    public static TestAddresses join() {
        synchronized (System.getProperties()) {
            String mine = System.getProperty(PROPERTY);
            if (mine == null) {
                mine = announced().map(Path::toString).orElseGet(TestStack::start);
                System.setProperty(PROPERTY, mine);
            }
            return TestAddresses.read(Path.of(mine));
        }
    }

    private static Optional<Path> announced() {
        return Optional.ofNullable(System.getenv(TestAddresses.ENVIRONMENT_VARIABLE))
                .flatMap(folder -> TestLanes.in(Path.of(folder)).take());
    }

    /** Makes a fresh database, and a role of the same name with the name as its password, that nobody else in this run has. */
    public static String freshDatabase(String service) {
        String name;
        synchronized (System.getProperties()) {
            int next = Integer.getInteger(DATABASES, 0) + 1;
            System.setProperty(DATABASES, Integer.toString(next));
            name = service + "_" + ProcessHandle.current().pid() + "_" + next;
        }
        join().postgres().ensureDatabase(name);
        return name;
    }

    private static String start() {
        try {
            Path folder = Files.createTempDirectory("countersign-test-");
            Path log = folder.resolve("stack.log");
            Process process = new ProcessBuilder(command(folder))
                    .redirectError(log.toFile())
                    .start();
            // Held by nothing but this JVM: standard input ends with it, and with it the process.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, folder)));
            return awaitReady(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path folder) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(
                java,
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TestStackProcess.class.getName(),
                folder.toString(),
                folder.resolve("stack.properties").toString(),
                binaries().toString());
    }

    /** Per user, since a folder that root made is of no use to anybody else. */
    private static Path binaries() {
        return Path.of(System.getProperty("java.io.tmpdir"), "countersign-postgres-" + System.getProperty("user.name"));
    }

    private static String awaitReady(Process process, Path log) throws IOException {
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        @Nullable String line;
        while ((line = said.readLine()) != null) {
            if (line.startsWith(TestStackProcess.READY)) {
                Thread drain = new Thread(() -> said.lines().forEach(ignored -> {}), "test-stack-output");
                drain.setDaemon(true);
                drain.start();
                return line.substring(TestStackProcess.READY.length());
            }
        }
        throw new StackException("the test stack did not start:\n" + String.join("\n", Files.readAllLines(log)));
    }

    private static void stop(Process process, Path folder) {
        try {
            process.getOutputStream().close();
            process.waitFor();
            delete(folder);
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
