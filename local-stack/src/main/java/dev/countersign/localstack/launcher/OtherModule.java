package dev.countersign.localstack.launcher;

import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of a module that the launcher does not contain. */
final class OtherModule {

    private OtherModule() {}

    /**
     * Runs it in a JVM of its own.
     *
     * @return its status
     */
    static int run(String module, String main, List<String> arguments) throws IOException, InterruptedException {
        Path root = ProjectRoot.find();
        Path target = root.resolve(module).resolve("target");
        Path dependencies = target.resolve(module + ".classpath");
        if (!Files.exists(dependencies)) {
            throw new StackException(dependencies + " is missing: the module " + module + " was not built");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcountersign.root=" + root,
                "-Xmx1g",
                "-cp",
                target.resolve("classes") + ":" + Files.readString(dependencies).strip(),
                main));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(root.toFile())
                .inheritIO()
                .start()
                .waitFor();
    }
}
