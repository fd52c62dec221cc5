package dev.countersign.localstack.launcher;

import dev.countersign.localstack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Remembers which documents the stack's data has in it already, so that a second demo does not publish them again. */
final class LoadedFiles {

    private final Path folder;

    LoadedFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Loads a document unless the very same was loaded before.
     *
     * @return whether it was loaded
     */
    boolean loadIfChanged(Path file, Consumer<Path> load) {
        Path remembered = folder.resolve(file.getFileName() + ".loaded");
        try {
            String digest = digest(file);
            if (Files.exists(remembered) && Files.readString(remembered).equals(digest)) {
                return false;
            }
            load.accept(file);
            Files.createDirectories(folder);
            Files.writeString(remembered, digest);
            return true;
        } catch (IOException e) {
            throw new StackException(file + " cannot be read", e);
        }
    }

    private static String digest(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
