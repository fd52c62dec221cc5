package dev.countersign.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Keycloak's distribution, fetched from Maven Central through Maven, unpacked, and built once for its database; all of it is kept
 * for the runs that follow.
 */
final class KeycloakDistribution {

    private static final List<String> BUILD_ARGUMENTS = List.of("build", "--db=dev-file", "--cache=local");
    /** The build ends before optimised code pays off. */
    private static final List<String> BUILD_OPTIONS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final String version;
    private final Path folder;
    private final Consumer<String> progress;

    private KeycloakDistribution(String version, Path folder, Consumer<String> progress) {
        this.version = version;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * The folder of a distribution that is ready to start; fetched, unpacked and built where it is missing.
     *
     * @param programs where distributions are kept; several runs may ask at the same time
     */
    static Path ready(Path programs, Consumer<String> progress) {
        return new KeycloakDistribution(version(), programs.toAbsolutePath(), progress).ready();
    }

    static String version() {
        Properties versions = new Properties();
        try (InputStream stream = Objects.requireNonNull(
                KeycloakDistribution.class.getResourceAsStream("versions.properties"), "versions.properties")) {
            versions.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Objects.requireNonNull(versions.getProperty("keycloak"), "keycloak");
    }

    private Path ready() {
        Path target = folder.resolve("keycloak-" + version);
        if (Files.exists(target)) {
            return target;
        }
        return locked(() -> {
            if (!Files.exists(target)) {
                Path unfinished = folder.resolve("unfinished-keycloak");
                StackHome.delete(unfinished);
                unpack(archive(), unfinished);
                Path unpacked = unfinished.resolve("keycloak-" + version);
                build(unpacked);
                // The name appears once everything behind it is complete: a killed run leaves nothing half-done.
                Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
                StackHome.delete(unfinished);
            }
            return target;
        });
    }

    private Path locked(Callable<Path> work) {
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("keycloak.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                Objects.requireNonNull(lock);
                return work.call();
            }
        } catch (StackException e) {
            throw e;
        } catch (Exception e) {
            throw new StackException("Keycloak " + version + " could not be made ready in " + folder, e);
        }
    }

    private Path archive() throws IOException, InterruptedException {
        String name = "keycloak-quarkus-dist";
        Path repository = Path.of(System.getProperty("user.home"), ".m2", "repository");
        Path known =
                repository.resolve(Path.of("org", "keycloak", name, version)).resolve(name + "-" + version + ".zip");
        if (Files.exists(known)) {
            return known;
        }
        progress.accept("fetching Keycloak " + version + " (170 MB, once)");
        Path root = ProjectRoot.find();
        run(
                root,
                folder.resolve("keycloak-fetch.log"),
                List.of(
                        root.resolve("mvnw").toString(),
                        "-B",
                        "-N",
                        "org.apache.maven.plugins:maven-dependency-plugin:copy",
                        "-Dartifact=org.keycloak:" + name + ":" + version + ":zip",
                        "-DoutputDirectory=" + folder));
        return folder.resolve(name + "-" + version + ".zip");
    }

    private void unpack(Path archive, Path target) throws IOException {
        progress.accept("unpacking Keycloak " + version);
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            ZipEntry entry;
            while ((entry = zip.getNextEntry()) != null) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException(entry.getName() + " would be unpacked outside of " + target);
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
    }

    private void build(Path home) throws IOException, InterruptedException {
        progress.accept("building Keycloak for its database (20 to 40 s, once)");
        run(
                home,
                folder.resolve("keycloak-build.log"),
                KeycloakCommand.command(home, home, BUILD_OPTIONS, BUILD_ARGUMENTS));
    }

    private static void run(Path directory, Path log, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home")));
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new StackException(command.get(0) + " ended with status " + status + ":\n" + Files.readString(log));
        }
    }
}
