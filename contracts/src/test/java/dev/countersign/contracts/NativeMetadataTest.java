package dev.countersign.contracts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A native executable reads and writes contracts by reflection: each record and enum is listed for it. */
class NativeMetadataTest {

    private static final Path CLASSES = Path.of("target", "classes");

    @Test
    void everyRecordAndEnumIsListed() throws IOException {
        ObjectNode metadata = Json.mapper().createObjectNode();
        ArrayNode reflection = metadata.putArray("reflection");
        for (Class<?> type : types()) {
            reflection
                    .addObject()
                    .put("type", type.getName())
                    .put("allDeclaredConstructors", true)
                    .put("allDeclaredMethods", true)
                    .put("allDeclaredFields", true);
        }
        Recorded.hold("META-INF/native-image/dev.countersign/contracts/reachability-metadata.json", metadata);
    }

    private static List<Class<?>> types() throws IOException {
        try (var files = Files.walk(CLASSES)) {
            return files.filter(f -> f.toString().endsWith(".class"))
                    .map(f -> CLASSES.relativize(f).toString().replace('/', '.').replace(".class", ""))
                    .sorted()
                    .<Class<?>>map(NativeMetadataTest::load)
                    .filter(c -> c.isRecord() || c.isEnum())
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
