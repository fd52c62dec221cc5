package dev.countersign.localstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Operating system processes of earlier runs. */
final class Processes {

    private Processes() {}

    /**
     * The living process with this pid, where its command is the expected one and its command line mentions a text: proof that the
     * pid was not given to somebody else meanwhile.
     */
    static Optional<ProcessHandle> byCommand(String pid, Predicate<String> command, String mentions) {
        return parse(pid)
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .filter(process -> command.test(commandLine(process))
                        && commandLine(process).contains(mentions));
    }

    private static Optional<Long> parse(String pid) {
        return pid.matches("\\d{1,10}") ? Optional.of(Long.parseLong(pid)) : Optional.empty();
    }

    /** The whole command line, empty where the system does not tell. */
    static String commandLine(ProcessHandle process) {
        Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            if (Files.isReadable(file)) {
                return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\0', ' ');
            }
        } catch (IOException e) {
            return "";
        }
        return process.info().commandLine().orElse("");
    }

    /** Asks a process to end, and makes it where it does not within the time. */
    static void end(ProcessHandle process, Duration patience) {
        process.destroy();
        if (!ended(process, patience)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            ended(process, patience);
        }
    }

    private static boolean ended(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
