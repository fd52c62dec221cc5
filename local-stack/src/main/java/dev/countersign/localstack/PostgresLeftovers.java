package dev.countersign.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a killed run leaves behind in PostgreSQL's data folder: a pid file, and perhaps the server itself. */
final class PostgresLeftovers {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private PostgresLeftovers() {}

    /** Ends a server that still runs over this folder, and removes its pid file; where there is neither, does nothing. */
    static void clear(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            // First line: the pid; second: the folder. A pid alone proves nothing, numbers are given out again.
            List<String> lines = Files.readAllLines(pidFile);
            orphan(lines, data).ifPresent(server -> Processes.end(server, PATIENCE));
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ProcessHandle> orphan(List<String> pidFile, Path data) {
        if (pidFile.size() < 2) {
            return Optional.empty();
        }
        return Processes.byCommand(pidFile.get(0).strip(), command -> command.contains("postgres"), data.toString());
    }
}
