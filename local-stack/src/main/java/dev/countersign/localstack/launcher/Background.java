package dev.countersign.localstack.launcher;

import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Holds the stack in a process of its own, which outlives the terminal that asked for it. */
final class Background {

    private static final String READY = "The stack is up";

    private Background() {}

    /** Returns once the stack is up. */
    static void start(Home home, boolean fresh, Terminal terminal) {
        Path said = home.folder().log("up");
        try {
            Files.createDirectories(said.getParent());
            Process process = new ProcessBuilder(command(fresh))
                    .directory(ProjectRoot.find().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(said.toFile())
                    .start();
            follow(process, said, terminal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }

    private static void follow(Process process, Path said, Terminal terminal) throws IOException, InterruptedException {
        int shown = 0;
        while (true) {
            boolean alive = process.isAlive();
            List<String> lines = Files.readAllLines(said);
            for (String line : lines.subList(shown, lines.size())) {
                if (line.startsWith(READY)) {
                    terminal.line(line);
                    return;
                }
                terminal.now(line.strip());
            }
            shown = lines.size();
            if (!alive) {
                throw new StackException(String.join(System.lineSeparator(), lines));
            }
            Thread.sleep(200);
        }
    }

    /** This JVM's own command, in a session of its own so that Ctrl-C and closing the terminal do not reach it. */
    private static List<String> command(boolean fresh) {
        List<String> command = new ArrayList<>();
        command.add(onPath("setsid") ? "setsid" : "nohup");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-Dcountersign.terminal"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Launcher.class.getName(), "up"));
        if (fresh) {
            command.add("--fresh");
        }
        return command;
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
