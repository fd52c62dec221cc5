package dev.countersign.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Archives of the classes that JVMs have loaded, which make their next start shorter. Each is written when its JVM ends, which takes
 * seconds.
 *
 * @param folder where they are kept; empty where there will be no next start
 */
record ClassArchives(Optional<Path> folder) {

    static final ClassArchives NONE = new ClassArchives(Optional.empty());

    static ClassArchives in(StackHome home) {
        return new ClassArchives(Optional.of(home.archives()));
    }

    /** Options of the JVM of that name. */
    List<String> options(String name) {
        return folder.map(at -> kept(at, name)).orElse(List.of());
    }

    private static List<String> kept(Path folder, String name) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + folder.resolve(name + ".jsa"),
                // Where it was made for: moved, nearly all of it would be read and patched, and be this process's own.
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0",
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                "-Xlog:aot=off",
                "-Xshare:auto");
    }
}
