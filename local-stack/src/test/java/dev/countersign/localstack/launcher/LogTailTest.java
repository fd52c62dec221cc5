package dev.countersign.localstack.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir
    private Path folder;

    @Test
    void eachWholeLineIsPrintedOnce() throws IOException {
        Path log = Files.writeString(folder.resolve("queue-service.log"), "one\ntwö\nhal");
        LogTail tail = new LogTail(log);

        assertThat(printed(tail)).isEqualTo("queue-service | one\nqueue-service | twö\n");
        Files.writeString(log, "f\n", StandardOpenOption.APPEND);
        assertThat(printed(tail)).isEqualTo("queue-service | half\n");
        assertThat(printed(tail)).isEmpty();
    }

    @Test
    void aLogThatWasStartedAnewIsReadAnew() throws IOException {
        Path log = Files.writeString(folder.resolve("a.log"), "a long line of an earlier run\n");
        LogTail tail = new LogTail(log);
        printed(tail);

        Files.writeString(log, "new\n");

        assertThat(printed(tail)).isEqualTo("a | new\n");
    }

    private static String printed(LogTail tail) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tail.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), true);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
