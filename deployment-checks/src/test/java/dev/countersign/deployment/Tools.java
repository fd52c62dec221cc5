package dev.countersign.deployment;

import dev.countersign.localstack.ProjectRoot;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs that make more checks possible and are no part of the build: {@code deployment-checks/fetch-tools} fetches them, each at one
 * version and held against its checksum. Where one is missing, its checks are skipped, and say so.
 */
final class Tools {

    private static final Path FETCHED = ProjectRoot.find().resolve(".countersign/tools");

    /** What a program said, and how it ended. */
    record Said(int status, String text) {}

    private Tools() {}

    /** A program, from {@code COUNTERSIGN_<NAME>}, from where it is fetched to, or from the path; the running test is skipped without. */
    static Path require(String name) {
        Optional<Path> found = find(name);
        if (found.isEmpty()) {
            String notice = "SKIPPED: there is no " + name + " here, so what it checks is not checked; "
                    + "deployment-checks/fetch-tools fetches it.";
            System.out.println(notice);
            Assumptions.abort(notice);
        }
        return found.orElseThrow();
    }

    static Optional<Path> find(String name) {
        String named = System.getenv("COUNTERSIGN_" + name.toUpperCase(Locale.ROOT));
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(
                        Stream.of(FETCHED.resolve(name)),
                        Arrays.stream(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Said run(Path program, String... arguments) {
        List<String> command = Stream.concat(Stream.of(program.toString()), Arrays.stream(arguments))
                .toList();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), text);
        } catch (IOException e) {
            throw new AssertionError("cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
