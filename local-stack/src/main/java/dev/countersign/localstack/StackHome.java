package dev.countersign.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder that a stack keeps everything in: {@code .countersign}. */
public record StackHome(Path path) {

    public StackHome {
        path = path.toAbsolutePath().normalize();
    }

    Path postgresData() {
        return path.resolve("postgres");
    }

    Path postgresBinaries() {
        return path.resolve("programs").resolve("postgres");
    }

    Path kafkaData() {
        return path.resolve("kafka");
    }

    Path keycloak() {
        return path.resolve("keycloak");
    }

    Path releaseKeySecret() {
        return path.resolve("secrets").resolve("release-key-encryption");
    }

    /** Messages that the stack's mail server took, one file each. */
    public Path mail() {
        return path.resolve("mail");
    }

    /** What the demo remembers of its data. */
    public Path demo() {
        return path.resolve("demo");
    }

    /** The log of one part. */
    public Path log(String name) {
        return path.resolve("log").resolve(name + ".log");
    }

    Path archives() {
        return path.resolve("programs").resolve("archive");
    }

    /** The pid file of one part. */
    public PidFile pidFile(String name) {
        return new PidFile(path.resolve("run").resolve(name + ".pid"));
    }

    /** The addresses of the stack that runs, or last ran, from this folder. */
    public Path addresses() {
        return path.resolve("run").resolve("addresses.properties");
    }

    /** Forgets all data, and keeps programs and logs. */
    public void wipe() {
        for (Path data : List.of(postgresData(), kafkaData(), keycloak(), mail(), demo(), path.resolve("secrets"))) {
            delete(data);
        }
    }

    /** Deletes a folder with all that is in it; links are deleted, not followed. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
