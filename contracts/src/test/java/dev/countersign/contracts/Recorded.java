package dev.countersign.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds what the code says against what is recorded under {@code src/main/resources}. With {@code -Dcontracts.record=new} a file
 * that is missing is written; a recorded one is never changed, since published shapes are not.
 */
final class Recorded {

    private static final Path RESOURCES = Path.of("src", "main", "resources");

    /** Numbers are held by their value: 8 and 8.0 are one. */
    private static final ObjectMapper BY_VALUE =
            Json.configure(new JsonMapper()).configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, true);

    private Recorded() {}

    static void hold(String file, JsonNode said) {
        Path path = RESOURCES.resolve(file);
        try {
            if (!Files.exists(path) && "new".equals(System.getProperty("contracts.record"))) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, pretty(said) + "\n");
            }
            assertThat(path)
                    .as("recorded; write it with -Dcontracts.record=new")
                    .exists();
            assertThat(pretty(said)).as(file).isEqualTo(pretty(Json.mapper().readTree(path.toFile())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pretty(JsonNode node) throws IOException {
        return BY_VALUE.writer()
                .with(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(BY_VALUE.readTree(node.toString()));
    }
}
