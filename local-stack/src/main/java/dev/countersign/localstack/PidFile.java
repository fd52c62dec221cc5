package dev.countersign.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Remembers a process beyond the life of whoever started it. A number alone proves nothing, since the system gives it out again:
 * the process counts only while its start time and its command line are the remembered ones too.
 */
public final class PidFile {

    /** The system tells start times in ticks of 10 ms and boot time in seconds. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final Path file;

    public PidFile(Path file) {
        this.file = file;
    }

    /**
     * @param marker a text in the command line that no other process has
     */
    public void remember(ProcessHandle process, String marker) {
        String started = process.info().startInstant().map(Instant::toString).orElse("");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, List.of(Long.toString(process.pid()), started, marker));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The remembered process, where it is alive and still itself. */
    public Optional<ProcessHandle> living() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file);
            if (lines.size() != 3) {
                return Optional.empty();
            }
            return Processes.byCommand(lines.get(0), command -> true, lines.get(2))
                    .filter(process -> startedAt(process, lines.get(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean startedAt(ProcessHandle process, String remembered) {
        Optional<Instant> started = process.info().startInstant();
        if (started.isEmpty() || remembered.isEmpty()) {
            return true;
        }
        return Duration.between(Instant.parse(remembered), started.get()).abs().compareTo(TOLERANCE) <= 0;
    }

    /** Ends the remembered process where it still runs, and forgets it. */
    public void endLeftover(Duration patience) {
        living().ifPresent(process -> Processes.end(process, patience));
        forget();
    }

    public void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
