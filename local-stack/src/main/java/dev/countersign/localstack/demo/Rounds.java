package dev.countersign.localstack.demo;

import dev.countersign.localstack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How often the demo has proposed its actions anew; part of their idempotency keys. */
final class Rounds {

    private final Path file;

    Rounds(Path file) {
        this.file = file;
    }

    int current() {
        try {
            return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 1;
        } catch (IOException | NumberFormatException e) {
            throw new StackException(file + " is not readable; delete it", e);
        }
    }

    int next() {
        int next = current() + 1;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, Integer.toString(next));
            return next;
        } catch (IOException e) {
            throw new StackException(file + " cannot be written", e);
        }
    }
}
