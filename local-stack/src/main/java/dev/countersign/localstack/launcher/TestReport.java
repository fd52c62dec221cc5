package dev.countersign.localstack.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What the tests of a run came to, out of the reports that the test runner writes.
 *
 * @param modules totals by module
 * @param failures each failed test, as {@code module: class.method}
 * @param unsteady each that failed and passed when it was tried again, in the same form
 */
record TestReport(Map<String, Counts> modules, List<String> failures, List<String> unsteady) {

    /** Of one module, or of all. */
    record Counts(int passed, int failed, int skipped) {
        static final Counts NONE = new Counts(0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(passed + other.passed, failed + other.failed, skipped + other.skipped);
        }

        @Override
        public String toString() {
            return passed + " passed, " + failed + " failed, " + skipped + " skipped";
        }
    }

    /**
     * Reads the reports of every module.
     *
     * @param since older reports belong to an earlier run
     */
    static TestReport read(Path root, Instant since) throws IOException {
        TestReport report = new TestReport(new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
        for (Path folder : modules(root).toList()) {
            String module = root.relativize(folder).toString();
            for (Path file : in(folder.resolve("target").resolve("surefire-reports"), since)) {
                report.modules.merge(module, report.parse(file, module), Counts::plus);
            }
        }
        return report;
    }

    /** Those within the folder, and those within one of them. */
    private static Stream<Path> modules(Path folder) throws IOException {
        List<Path> within;
        try (Stream<Path> folders = Files.list(folder)) {
            within = folders.filter(each -> Files.exists(each.resolve("pom.xml")))
                    .sorted()
                    .toList();
        }
        Stream<Path> all = Stream.empty();
        for (Path module : within) {
            all = Stream.concat(all, Stream.concat(Stream.of(module), modules(module)));
        }
        return all;
    }

    private static List<Path> in(Path folder, Instant since) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .filter(file -> !modified(file).isBefore(since))
                    .toList();
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Counts parse(Path file, String module) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        Counts counts = Counts.NONE;
        @Nullable String test = null;
        try (InputStream stream = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(stream);
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamReader.START_ELEMENT) {
                    continue;
                }
                switch (xml.getLocalName()) {
                    case "testcase" -> {
                        test = xml.getAttributeValue(null, "classname") + "." + xml.getAttributeValue(null, "name");
                        counts = counts.plus(new Counts(1, 0, 0));
                    }
                    case "failure", "error" -> {
                        counts = counts.plus(new Counts(-1, 1, 0));
                        failures.add(module + ": " + test);
                    }
                    case "flakyFailure", "flakyError" -> unsteady.add(module + ": " + test);
                    case "skipped" -> counts = counts.plus(new Counts(-1, 0, 1));
                    default -> {}
                }
            }
            return counts;
        } catch (XMLStreamException e) {
            throw new IOException(file + " is no readable report", e);
        }
    }

    private Counts sum() {
        return modules.values().stream().reduce(Counts.NONE, Counts::plus);
    }

    int failed() {
        return sum().failed();
    }

    int total() {
        Counts sum = sum();
        return sum.passed() + sum.failed() + sum.skipped();
    }

    /** The summary; the last line is the total in its plain form. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(""));
        failures.forEach(failure -> lines.add("FAILED " + failure));
        unsteady.forEach(test -> lines.add("UNSTEADY " + test + " failed, and passed when it was tried again"));
        modules.forEach((module, counts) -> lines.add(String.format(Locale.ROOT, "  %-22s %s", module, counts)));
        lines.add("");
        lines.add(sum().toString());
        return lines;
    }
}
