package dev.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.countersign.journeys.QueueRoom.Verdict;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each metric that an alert or a dashboard asks for is one that a running service shows. */
@Journey
class MetricsTest {

    private static final String AGENT = "demo-agent";
    private static final String PROCESS = "metrics-journey";
    private static final String NOBODYS = "metrics-journey-of-nobody";
    private static final Path FILES = ProjectRoot.find().resolve("helm/countersign/files");

    /** Prometheus makes it of whether it could ask. */
    private static final Set<String> PROMETHEUS = Set.of("up");

    private static final Pattern NAME = Pattern.compile("\\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\\b|\\bup\\b");
    private static final Pattern FUNCTION = Pattern.compile("\\b(histogram_quantile|label_values)\\b");

    private final House house;

    MetricsTest(House house) {
        this.house = house;
    }

    @Test
    void everyMetricThatIsAskedForIsShown() throws IOException {
        Set<String> asked = asked();
        assertThat(asked).hasSizeGreaterThan(20);
        asked.removeAll(PROMETHEUS);
        work();

        Eventually.holds(
                "metrics", Duration.ofMinutes(2), () -> assertThat(shown()).containsAll(asked));
    }

    /** One action that is executed otherwise than it was decided, and one that nobody may decide. */
    private void work() {
        house.policy().publish(PROCESS, Policies.reviewed(PROCESS, "'team:bookings'", Policies.ALL_DAY));
        JsonNode proposal = Policies.note(PROCESS, "diary/1", "It rained.");
        Evaluation proposed = house.policy().propose(AGENT, proposal, "metrics-1");
        UUID review = house.policy().inReview(AGENT, proposed.id()).review().id();
        house.queue().decide("maria", review, Verdict.approve()).expect(200);
        house.policy().decided(AGENT, proposed.id());
        String otherwise = Digests.of(Policies.note(PROCESS, "diary/2", "It snowed."));
        house.policy().report(AGENT, proposed.id(), "executed", otherwise);

        String policy = Policies.reviewed(NOBODYS, "'person:nobody'", Policies.ALL_DAY)
                .replace("person:grace", "person:nobody");
        house.policy().publish(NOBODYS, policy);
        house.policy().propose(AGENT, Policies.note(NOBODYS, "diary/3", "It is dry."), "metrics-2");
    }

    private Set<String> shown() {
        Set<String> names = new TreeSet<>();
        for (Service service : Service.values()) {
            house.nobody(service)
                    .get("/q/metrics")
                    .expect(200)
                    .text()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> names.add(line.split("[{ ]", 2)[0]));
        }
        return names;
    }

    private static Set<String> asked() throws IOException {
        Set<String> names = new TreeSet<>();
        new YAMLMapper()
                .readTree(Files.readString(FILES.resolve("alerts.yaml")))
                .findValuesAsText("expr")
                .forEach(expression -> names.addAll(names(expression)));
        try (Stream<Path> dashboards = Files.list(FILES.resolve("dashboards"))) {
            for (Path dashboard : dashboards.toList()) {
                JsonNode board = new ObjectMapper().readTree(Files.readString(dashboard));
                List<String> expressions = board.findValuesAsText("expr");
                expressions.forEach(expression -> names.addAll(names(expression)));
            }
        }
        return names;
    }

    /** The metrics of an expression: what is left without texts, labels and functions. */
    static Set<String> names(String expression) {
        String bare = expression
                .replaceAll("\"[^\"]*\"", "")
                .replaceAll("\\{[^}]*}", "")
                .replaceAll("\\[[^]]*]", "")
                .replaceAll("\\b(by|without|on|ignoring) *\\([^)]*\\)", "");
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(FUNCTION.matcher(bare).replaceAll(""));
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }
}
