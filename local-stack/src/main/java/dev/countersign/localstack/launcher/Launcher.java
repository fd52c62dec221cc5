package dev.countersign.localstack.launcher;

import dev.countersign.localstack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./countersign}: the local stack and what one does with it. */
@Command(
        name = "./countersign",
        description = "Countersign on this machine, on real parts.",
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            TokenCommand.class,
            PublishCommand.class,
            AgreeCommand.class,
            DirectoryCommand.class,
            ReplayCommand.class,
            TestCommand.class,
            BenchCommand.class,
            ImagesCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Launcher {

    // Loggers are held weakly by their manager; without this, their levels would be forgotten.
    private static final List<Logger> QUIET = Stream.of("org.apache.kafka", "kafka", "state.change.logger")
            .map(Logger::getLogger)
            .toList();

    private static final Set<String> HOLDERS = Set.of("demo", "up", "test");

    private Launcher() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] arguments) {
        quieten();
        // Only what holds a stack has something to log; two writers of one file would get in each other's way.
        if (arguments.length > 0 && HOLDERS.contains(arguments[0])) {
            logToFile(Home.current().folder().log("stack"));
        }
        CommandLine line = commandLine();
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (!(failure instanceof StackException)) {
                throw failure;
            }
            command.getErr().println(failure.getMessage());
            return 1;
        });
        String[] given = arguments.length == 0 ? new String[] {"help"} : arguments;
        System.exit(line.execute(given));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Launcher());
        // What looks like an option there is one of Maven's.
        line.getSubcommands().values().stream()
                .filter(command -> command.getCommand() instanceof TestCommand)
                .forEach(test -> test.setUnmatchedOptionsArePositionalParams(true));
        return line;
    }

    /** The embedded parts have a lot to say; it belongs to a file, beside the logs of the others. */
    private static void quieten() {
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.setLevel(Level.INFO);
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    }

    private static void logToFile(Path file) {
        try {
            Files.createDirectories(file.getParent());
            FileHandler handler = new FileHandler(file.toString(), 5_000_000, 1, true);
            handler.setFormatter(new SimpleFormatter());
            LogManager.getLogManager().getLogger("").addHandler(handler);
        } catch (IOException e) {
            throw new StackException("the log " + file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
