package dev.countersign.localstack.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The stacks of a test run in which several modules are tested at the same time. Tests empty the topics before they begin, so a stack
 * has one JVM at a time: whoever takes a lane has it to its end, and ends it by ending.
 */
public final class TestLanes {

    private static final String ADDRESSES = ".properties";
    private static final String LOCK = ".lock";

    private final Path folder;

    private TestLanes(Path folder) {
        this.folder = folder;
    }

    /** The lanes that are announced in this folder, which need not exist yet. */
    public static TestLanes in(Path folder) {
        return new TestLanes(folder);
    }

    public Path folder() {
        return folder;
    }

    /** Announces one more lane. */
    public void announce(String name, TestAddresses addresses) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        addresses.write(folder.resolve(name + ADDRESSES));
    }

    /** The addresses file of a lane that nobody has, which from now on is this JVM's; empty where all are taken. */
    public Optional<Path> take() {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> lanes = files.filter(file -> file.toString().endsWith(ADDRESSES))
                    .sorted()
                    .toList();
            for (Path lane : lanes) {
                // It may have been withdrawn since it was listed.
                if (lock(lockOf(lane)) && Files.exists(lane)) {
                    return Optional.of(lane);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether somebody has the lane. */
    public boolean isTaken(String name) {
        return !whileFree(name, () -> {});
    }

    /**
     * Takes the announcement of a lane back, after which nobody can take it.
     *
     * @return whether it was; it is not where somebody has the lane
     */
    public boolean withdraw(String name) {
        return whileFree(name, () -> Files.deleteIfExists(folder.resolve(name + ADDRESSES)));
    }

    /** Does something while nobody else can take the lane; nothing where somebody has it, which is the answer. */
    private boolean whileFree(String name, Work work) {
        Path file = lockOf(folder.resolve(name + ADDRESSES));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            boolean free = lock(channel);
            if (free) {
                work.run();
            }
            return free;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Path lockOf(Path lane) {
        return lane.resolveSibling(lane.getFileName() + LOCK);
    }

    /** The operating system takes the lock back when the process ends, however it ends. */
    private static boolean lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!lock(channel)) {
            channel.close();
            return false;
        }
        // Held by the runtime too: the class loader that made it may go before the JVM does, and a channel nobody holds
        // is closed.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(channel), "leave-test-lane"));
        return true;
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException takenByThisJvm) {
            return false;
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
