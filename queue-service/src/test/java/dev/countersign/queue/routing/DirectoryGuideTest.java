package dev.countersign.queue.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.DirectoryFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of the guide are what really comes out. */
class DirectoryGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "directory.md");
    private static final Instant NOW = Instant.parse("2026-12-23T10:00:00Z");

    private static List<String> blocks(String language) throws IOException {
        String guide = Files.readString(GUIDE);
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(guide)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static Directory directory() throws IOException {
        return DirectoryFixture.of(blocks("yaml").getFirst());
    }

    private static JsonNode explained(String request) throws IOException {
        ExplainRequest asked = Json.mapper().readValue(request, ExplainRequest.class);
        Route route = Routing.spread(
                directory(), Routing.resolve(directory(), asked.routing(), NOW), Map.of("maria", 2L, "tom", 4L));
        return Json.mapper().valueToTree(ExplanationView.of(directory(), asked, route, NOW));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.mapper().readTree(text);
    }

    @Test
    void theExampleOfARefundForTheAccountExecutiveIsTrue() throws IOException {
        List<String> blocks = blocks("json");

        assertThat(explained(blocks.get(0)).toPrettyString())
                .isEqualTo(json(blocks.get(1)).toPrettyString());
    }

    @Test
    void theTrailsOfLargerRefundsForATeamAreTrue() throws IOException {
        List<String> blocks = blocks("json");
        String request = blocks.get(0).replace("case.attributes.accountExecutive\"", "'team:bookings'\"");

        assertThat(trail(request.replace("80.0", "300.0"))).isEqualTo(trail(json(blocks.get(2))));
        assertThat(trail(request.replace("80.0", "800.0"))).isEqualTo(trail(json(blocks.get(3))));
    }

    @Test
    void theExampleOfWhatIsRefusedIsTrue() throws IOException {
        String wrong = blocks("yaml")
                .getFirst()
                .replace("[maria, tom]", "[maria, tim]")
                .replace("<= 100.0", "<=")
                .replace("to: \"person:rosa\"", "to: \"person:ana\"");

        assertThat(DirectoryFixture.errors(wrong))
                .isEqualTo(Files.readString(GUIDE)
                        .lines()
                        .filter(line -> line.matches("/.* line \\d+: .*"))
                        .map(line -> line.replaceAll(" +", " "))
                        .toList());
    }

    private static String trail(String request) throws IOException {
        return trail(explained(request));
    }

    private static String trail(JsonNode explained) {
        return explained.get("trail").toPrettyString();
    }
}
