package dev.countersign.localstack;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Says who listens on a port, where the system lets this user know. */
final class PortOwner {

    private static final String LISTENING = "0A";

    private PortOwner() {}

    /** A description such as {@code pid 4711 (java -jar …)}, or empty where it cannot be told. */
    static Optional<String> of(int port) {
        try {
            for (String table : List.of("tcp", "tcp6")) {
                Optional<String> inode = inode(Path.of("/proc/net", table), port);
                if (inode.isPresent()) {
                    return holder(inode.get());
                }
            }
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<String> inode(Path table, int port) throws IOException {
        if (!Files.isReadable(table)) {
            return Optional.empty();
        }
        String suffix = ":" + String.format(Locale.ROOT, "%04X", port);
        try (Stream<String> lines = Files.lines(table)) {
            return lines.skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns[1].endsWith(suffix) && columns[3].equals(LISTENING))
                    .map(columns -> columns[9])
                    .findFirst();
        }
    }

    private static Optional<String> holder(String inode) {
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process, "socket:[" + inode + "]"))
                .map(process -> "pid " + process.pid() + " (" + shortened(Processes.commandLine(process)) + ")")
                .findFirst();
    }

    private static boolean holds(ProcessHandle process, String socket) {
        Path descriptors = Path.of("/proc", Long.toString(process.pid()), "fd");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(descriptors)) {
            for (Path file : files) {
                if (Files.isSymbolicLink(file)
                        && Files.readSymbolicLink(file).toString().equals(socket)) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Another user's process, or one that has just ended: not for us to tell.
            return false;
        }
        return false;
    }

    private static String shortened(String command) {
        String stripped = command.strip();
        return stripped.length() <= 80 ? stripped : stripped.substring(0, 79) + "…";
    }
}
