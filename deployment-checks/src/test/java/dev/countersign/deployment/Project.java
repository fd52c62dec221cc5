package dev.countersign.deployment;

import dev.countersign.localstack.ProjectRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the project that are deployed. */
final class Project {

    static final Path CHART = ProjectRoot.find().resolve("helm/countersign");
    static final Path K8S = ProjectRoot.find().resolve("k8s");

    private Project() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of a folder whose name ends so, in order. */
    static List<Path> files(Path folder, String ending) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The values files that show one feature each. */
    static List<Path> valuesFiles() {
        return files(CHART.resolve("ci"), "-values.yaml");
    }
}
