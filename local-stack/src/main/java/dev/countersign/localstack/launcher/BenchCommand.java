package dev.countersign.localstack.launcher;

import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "bench", description = "Run the benchmarks, or one of them.")
final class BenchCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "a benchmark's name, and options of its own")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path root = ProjectRoot.find();
        Path target = root.resolve("bench").resolve("target");
        Path dependencies = target.resolve("bench.classpath");
        if (!Files.exists(dependencies)) {
            throw new StackException(dependencies + " is missing: the module bench was not built");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcountersign.root=" + root,
                "-Xmx1g",
                "-cp",
                target.resolve("classes") + ":" + Files.readString(dependencies).strip(),
                "dev.countersign.bench.Bench"));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(root.toFile())
                .inheritIO()
                .start()
                .waitFor();
    }
}
