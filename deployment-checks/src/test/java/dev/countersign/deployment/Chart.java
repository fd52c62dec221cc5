package dev.countersign.deployment;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The chart, rendered by the real Helm inside this JVM. That one leaves out hooks, such as the jobs that migrate; so what it renders is a
 * copy in which they are none, and they are called hooks again in what comes out.
 */
final class Chart {

    static final String RELEASE = "countersign";
    static final String NAMESPACE = "oversight";
    static final String KUBERNETES = "1.35.0";

    private static final String HOOK = "helm.sh/hook";
    private static final String NO_HOOK = "checked/hook";

    private static final Map<Path, Manifests> RENDERED = new ConcurrentHashMap<>();
    private static final Path COPY = copy();

    private Chart() {}

    private static Path copy() {
        try {
            Path copy = Files.createTempDirectory("chart");
            for (Path file : Project.files(Project.CHART, "")) {
                Path target = copy.resolve(Project.CHART.relativize(file));
                if (Files.isRegularFile(file)) {
                    Files.createDirectories(target.getParent());
                    Files.writeString(target, Files.readString(file).replace(HOOK, NO_HOOK));
                    target.toFile().deleteOnExit();
                }
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LintResult lint() {
        return new Helm(Project.CHART).lint().strict().call();
    }

    /** What these values make of the chart. */
    static Manifests rendered(Path values) {
        return RENDERED.computeIfAbsent(values, file -> Manifests.parse(text(file)));
    }

    static Manifests minimal() {
        return rendered(minimalValues());
    }

    static Path minimalValues() {
        return Project.CHART.resolve("ci/minimal-values.yaml");
    }

    static String text(Path values) {
        return new Helm(COPY)
                .template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion(KUBERNETES)
                .withValuesFile(values)
                .call()
                .replace(NO_HOOK, HOOK);
    }

    /** A file with these values over the minimal ones, kept until the JVM ends. */
    static Path written(String changes) {
        try {
            Path file = Files.createTempFile("changed", "-values.yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, Yaml.merged(Project.read(minimalValues()), changes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is said to these values, on top of the minimal ones, instead of rendering them; empty where they are rendered. */
    static String refusal(String changes) {
        return refusal(Yaml.merged(Project.read(minimalValues()), changes), "changed");
    }

    /** What is said to these values alone. */
    static String refusalOf(String values) {
        return refusal(values, "alone");
    }

    private static String refusal(String values, String name) {
        try {
            Path file = Files.createTempFile(name, "-values.yaml");
            try {
                Files.writeString(file, values);
                text(file);
                return "";
            } catch (IllegalStateException refused) {
                return String.valueOf(refused.getMessage());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
