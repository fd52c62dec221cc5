package dev.countersign.localstack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * How a packaged service is started.
 *
 * @param java the program that runs its JVM
 * @param app the folder of its {@code quarkus-run.jar}
 * @param options of the JVM
 * @param environment of the JVM, beside where everything is
 */
public record Launch(Path java, Path app, List<String> options, Map<String, String> environment) {

    public static final String JAR = "quarkus-run.jar";

    private static final String IMAGE = "image/resources/META-INF/microprofile-config.properties";
    private static final String OPTIONS = "quarkus.jib.jvm-additional-arguments";
    private static final String ARENAS = "MALLOC_ARENA_MAX";
    private static final String CACHE = "-XX:AOTCache=";

    public Launch {
        app = app.toAbsolutePath();
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
    }

    /** As an image starts it, but for the cache: that one is made, or named, by whoever launches. */
    public static Launch asImage(Path java, Path app) {
        Properties image = new Properties();
        try (Reader reader = Files.newBufferedReader(ProjectRoot.find().resolve(IMAGE))) {
            image.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> options =
                new ArrayList<>(List.of(image.getProperty(OPTIONS).split(",")));
        options.removeIf(option -> option.startsWith(CACHE));
        String arenas = image.getProperty("quarkus.jib.environment-variables.\"" + ARENAS + "\"");
        return new Launch(java, app, options, Map.of(ARENAS, arenas));
    }

    /** The same that notes what it needs, and writes it into this cache when it ends. */
    public Launch training(Path cache) {
        return with("-XX:AOTCacheOutput=" + cache.toAbsolutePath());
    }

    /** The same with what it noted before. */
    public Launch trained(Path cache) {
        return with(CACHE + cache.toAbsolutePath());
    }

    /** The same with more options. */
    public Launch with(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new Launch(java, app, all, environment);
    }

    /** The same with more variables. */
    public Launch with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new Launch(java, app, options, all);
    }

    /** To be run from within the folder: a cache is good for the paths that it was made with. */
    public List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(options);
        command.addAll(program());
        return command;
    }

    List<String> program() {
        return List.of("-jar", JAR);
    }
}
