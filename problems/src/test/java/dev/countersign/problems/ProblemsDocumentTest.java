package dev.countersign.problems;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/problems.md} lists what the services really say, all of it, and each is shown by a test. */
class ProblemsDocumentTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (\\d+) \\|");
    private static final Pattern RAISED = Pattern.compile("Problem\\s*\\.of\\(\\s*(\\w+|[\\w.]+),\\s*\"([a-z-]+)\"");

    @Test
    void everyProblemThatIsRaisedIsListedAndNoOther() {
        assertThat(listed()).isEqualTo(raised());
    }

    @Test
    void everyListedProblemIsShownByATest() {
        String tests = sources("src/test/java");
        assertThat(listed()).allSatisfy(slug -> assertThat(tests).containsPattern("[\":]" + slug + "\""));
    }

    private static TreeSet<String> listed() {
        return LISTED.matcher(read(ROOT.resolve("docs/problems.md")))
                .results()
                .map(found -> found.group(1))
                .collect(toCollection(TreeSet::new));
    }

    private static TreeSet<String> raised() {
        return RAISED.matcher(sources("src/main/java"))
                .results()
                .map((MatchResult found) -> found.group(2))
                .collect(toCollection(TreeSet::new));
    }

    private static String sources(String folder) {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve(folder))
                    .filter(Files::isDirectory)
                    .flatMap(ProblemsDocumentTest::files)
                    .map(ProblemsDocumentTest::read)
                    .reduce("", String::concat);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
