package dev.countersign.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.localstack.Launch;
import dev.countersign.localstack.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image's files in a folder, as a container would see them, and how it starts.
 *
 * @param root the folder
 * @param configuration what the image says of itself
 */
record Unpacked(Path root, JsonNode configuration) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CACHE = "-XX:AOTCache=";

    /** Unpacks an archive as {@code docker save} writes it, layer over layer. */
    static Unpacked of(Path archive, Path folder) throws IOException {
        Path parts = folder.resolve("parts");
        Files.createDirectories(parts);
        try (InputStream in = Files.newInputStream(archive)) {
            Layer.unpack(in, parts);
        }
        JsonNode manifest =
                JSON.readTree(parts.resolve("manifest.json").toFile()).path(0);
        Path root = Files.createDirectories(folder.resolve("root"));
        for (JsonNode layer : manifest.path("Layers")) {
            try (InputStream in = Files.newInputStream(parts.resolve(layer.asText()));
                    InputStream unzipped = new GZIPInputStream(in)) {
                Layer.unpack(unzipped, root);
            }
        }
        JsonNode configuration =
                JSON.readTree(parts.resolve(manifest.path("Config").asText()).toFile());
        return new Unpacked(root, configuration.path("config"));
    }

    /** How it starts, but for the cache: with its own JVM, its own options, in its own folder. */
    Launch launch() {
        List<String> entrypoint = strings("Entrypoint");
        int jar = entrypoint.indexOf("-jar");
        if (jar < 0) {
            throw new StackException("The image does not start a jar, but " + entrypoint);
        }
        List<String> options = new ArrayList<>(entrypoint.subList(1, jar));
        options.removeIf(option -> option.startsWith(CACHE));
        return new Launch(java(entrypoint.getFirst()), root.resolve("." + folder()), options, own());
    }

    /** Where in the image its cache belongs. */
    String cache() {
        String path = strings("Entrypoint").stream()
                .filter(option -> option.startsWith(CACHE))
                .findFirst()
                .orElseThrow(() -> new StackException("The image asks for no cache"))
                .substring(CACHE.length());
        return path.startsWith("/") ? path : folder() + "/" + path;
    }

    private String folder() {
        return configuration.path("WorkingDir").asText();
    }

    private Path java(String program) {
        return Stream.of(environment().getOrDefault("PATH", "").split(":"))
                .map(folder -> root.resolve("." + folder).resolve(program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new StackException("The image has no " + program + " on its PATH"));
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        for (String variable : strings("Env")) {
            int at = variable.indexOf('=');
            environment.put(variable.substring(0, at), variable.substring(at + 1));
        }
        return environment;
    }

    /** Where things are is said by the stack that it is trained on. */
    private Map<String, String> own() {
        Map<String, String> own = environment();
        own.keySet().removeIf(name -> name.equals("PATH") || name.startsWith("QUARKUS_") || name.startsWith("JAVA_"));
        return own;
    }

    private List<String> strings(String key) {
        List<String> all = new ArrayList<>();
        configuration.path(key).forEach(one -> all.add(one.asText()));
        return all;
    }

    /** One archive of files over what is there. */
    private static final class Layer {

        private static final String GONE = ".wh.";
        private static final int ANYBODY_RUNS = 0111;

        private Layer() {}

        static void unpack(InputStream archive, Path root) throws IOException {
            TarArchiveInputStream entries = new TarArchiveInputStream(archive);
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path target = root.resolve(entry.getName()).normalize();
                if (!target.startsWith(root)) {
                    throw new IOException("outside of the image: " + entry.getName());
                }
                place(entry, entries, root, target);
            }
        }

        private static void place(TarArchiveEntry entry, InputStream content, Path root, Path target)
                throws IOException {
            String name = String.valueOf(target.getFileName());
            if (entry.isDirectory()) {
                Files.createDirectories(target);
                return;
            }
            Files.createDirectories(target.getParent());
            if (name.startsWith(GONE)) {
                Files.deleteIfExists(target.resolveSibling(name.substring(GONE.length())));
                return;
            }
            Files.deleteIfExists(target);
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            } else if (entry.isLink()) {
                Files.createLink(target, root.resolve(entry.getLinkName()).normalize());
            } else if (entry.isFile()) {
                Files.copy(content, target);
                // A cache is good for the files of its own time.
                Files.setLastModifiedTime(target, entry.getLastModifiedTime());
                target.toFile().setExecutable((entry.getMode() & ANYBODY_RUNS) != 0, false);
            }
        }
    }
}
