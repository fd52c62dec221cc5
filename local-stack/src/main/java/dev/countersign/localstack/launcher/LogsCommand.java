package dev.countersign.localstack.launcher;

import dev.countersign.localstack.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Print the logs of everything, or of one part.")
final class LogsCommand implements Callable<Integer> {

    private static final String SUFFIX = ".log";

    @Parameters(
            arity = "0..1",
            paramLabel = "PART",
            description = "policy, queue, notification, audit, keycloak, stack, build, …")
    private @Nullable String part;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on printing what is added.")
    private boolean follow;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Home.current().folder().path().resolve("log");
        List<LogTail> tails = files(folder).stream().map(LogTail::new).toList();
        boolean named = tails.size() > 1;
        for (LogTail tail : tails) {
            tail.print(System.out, named);
        }
        while (follow) {
            Thread.sleep(300);
            for (LogTail tail : tails) {
                tail.print(System.out, named);
            }
        }
        return 0;
    }

    private List<Path> files(Path folder) {
        List<String> known = names(folder);
        if (part == null) {
            return known.stream()
                    .filter(name -> !name.equals("build"))
                    .map(name -> folder.resolve(name + SUFFIX))
                    .toList();
        }
        String wanted = part;
        String name = known.stream()
                .filter(candidate -> candidate.equals(wanted) || candidate.equals(wanted + "-service"))
                .findFirst()
                .orElseThrow(() -> new StackException(
                        "There is no log of \"" + wanted + "\"; there are " + String.join(", ", known) + "."));
        return List.of(folder.resolve(name + SUFFIX));
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
