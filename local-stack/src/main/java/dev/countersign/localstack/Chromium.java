package dev.countersign.localstack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The browser that journeys use, where this machine has one. */
public final class Chromium {

    /** Names the browser's program, before any that is found. */
    public static final String VARIABLE = "COUNTERSIGN_CHROMIUM";

    /** For whoever has none. */
    public static final String HOW_TO_INSTALL = "on Debian: apt-get install chromium";

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final List<Path> PLACES = List.of(
            Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));

    private Chromium() {}

    public static Optional<Path> find() {
        return find(System.getenv(), Files::isExecutable);
    }

    static Optional<Path> find(Map<String, String> environment, Predicate<Path> executable) {
        Stream<Path> named = Stream.ofNullable(environment.get(VARIABLE)).map(Path::of);
        Stream<Path> onPath = Stream.of(environment.getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        return Stream.of(named, onPath, PLACES.stream())
                .flatMap(candidates -> candidates)
                .filter(executable)
                .findFirst();
    }
}
