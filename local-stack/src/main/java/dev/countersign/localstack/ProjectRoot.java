package dev.countersign.localstack;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the project stands on this machine. */
public final class ProjectRoot {

    /** The system property that the launcher sets. */
    public static final String PROPERTY = "countersign.root";

    private ProjectRoot() {}

    /** The folder that the launcher names, else the nearest one upwards from the working directory that holds the project. */
    public static Path find() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return Path.of(named);
        }
        @Nullable Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !isRoot(folder)) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new StackException("not inside the project: no folder upwards from here has mvnw and local-stack");
        }
        return folder;
    }

    private static boolean isRoot(Path folder) {
        return Files.exists(folder.resolve("mvnw")) && Files.exists(folder.resolve("local-stack"));
    }
}
