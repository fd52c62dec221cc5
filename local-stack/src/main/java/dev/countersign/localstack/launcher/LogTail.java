package dev.countersign.localstack.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads a log on from where it was read to; starts over where the file has become shorter. */
final class LogTail {

    private static final int CHUNK = 1 << 16;

    private final Path file;
    private long position;

    LogTail(Path file) {
        this.file = file;
    }

    /** Prints whole lines only: what another process is still writing waits for the next time. */
    void print(PrintStream out, boolean named) throws IOException {
        String name = file.getFileName().toString().replace(".log", "");
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            if (open.length() < position) {
                position = 0;
            }
            byte[] chunk = new byte[CHUNK];
            while (true) {
                open.seek(position);
                int read = open.read(chunk);
                int end = lastLineEnd(chunk, read);
                if (end == 0) {
                    return;
                }
                String text = new String(chunk, 0, end, StandardCharsets.UTF_8);
                text.lines().forEach(line -> out.println(named ? name + " | " + line : line));
                position += end;
            }
        }
    }

    private static int lastLineEnd(byte[] chunk, int read) {
        for (int i = read; i > 0; i--) {
            if (chunk[i - 1] == '\n') {
                return i;
            }
        }
        // A line longer than a chunk is printed in pieces.
        return read == chunk.length ? read : 0;
    }
}
