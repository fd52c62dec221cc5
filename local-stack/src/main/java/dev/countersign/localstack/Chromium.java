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
    private static final List<String> SHELLS = List.of("chromium-headless-shell", "chrome-headless-shell");
    private static final List<Path> PLACES = List.of(
            Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));

    private Chromium() {}

    /** The whole browser. */
    public static Optional<Path> find() {
        return find(System.getenv(), Files::isExecutable);
    }

    /**
     * The same engine in a program without a user interface, where there is one: it starts and paints in half the time. Else the whole
     * browser.
     */
    public static Optional<Path> findShell() {
        return findShell(System.getenv(), Files::isExecutable);
    }

    static Optional<Path> find(Map<String, String> environment, Predicate<Path> executable) {
        return Stream.of(named(environment), onPath(environment, NAMES), PLACES.stream())
                .flatMap(candidates -> candidates)
                .filter(executable)
                .findFirst();
    }

    static Optional<Path> findShell(Map<String, String> environment, Predicate<Path> executable) {
        return Stream.concat(named(environment), onPath(environment, SHELLS))
                .filter(executable)
                .findFirst()
                .or(() -> find(environment, executable));
    }

    private static Stream<Path> named(Map<String, String> environment) {
        return Stream.ofNullable(environment.get(VARIABLE)).map(Path::of);
    }

    private static Stream<Path> onPath(Map<String, String> environment, List<String> names) {
        return Stream.of(environment.getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)));
    }
}
