package dev.countersign.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.ProjectRoot;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each alert fires when it should, and says what to do then. */
class AlertsTest {

    private static final Path RULES = Project.CHART.resolve("files/alerts.yaml");
    private static final Path TESTS = Project.CHART.resolve("files/alerts.test.yaml");

    private static List<JsonNode> alerts() {
        return Manifests.items(Yaml.document(Project.read(RULES)).at("/groups/0/rules"))
                .toList();
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>();
        alerts().forEach(alert -> names.add(alert.path("alert").asText()));
        return names;
    }

    @Test
    void everyAlertFiresInATestAndIsSilentInOne() {
        Set<String> fired = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        Yaml.document(Project.read(TESTS))
                .path("tests")
                .forEach(test -> test.path("alert_rule_test")
                        .forEach(check -> (check.path("exp_alerts").isEmpty() ? silent : fired)
                                .add(check.path("alertname").asText())));

        assertThat(names()).isNotEmpty();
        assertThat(fired).isEqualTo(names());
        assertThat(silent).isEqualTo(names());
    }

    @Test
    void theTestsOfTheAlertsPass() {
        Path promtool = Tools.require("promtool");

        Tools.Said checked = Tools.run(promtool, "check", "rules", RULES.toString());
        assertThat(checked.status()).as(checked.text()).isZero();
        Tools.Said tested = Tools.run(promtool, "test", "rules", TESTS.toString());
        assertThat(tested.status()).as(tested.text()).isZero();
    }

    @Test
    void everyAlertHasItsSeverityASentenceAndARunbook() {
        String operations = Project.read(ProjectRoot.find().resolve("docs/operations.md"));

        assertThat(alerts()).allSatisfy(alert -> {
            assertThat(alert.at("/labels/severity").asText()).isIn("warning", "critical");
            assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
            assertThat(operations).contains("\n### " + alert.path("alert").asText() + "\n");
        });
        assertThat(operations
                        .lines()
                        .filter(line -> line.startsWith("### Countersign"))
                        .map(line -> line.substring(4)))
                .containsExactlyInAnyOrderElementsOf(names());
    }

    @Test
    void theChartInstallsThemAsTheyAreWithTheirRunbooks() {
        JsonNode installed = Chart.rendered(Project.CHART.resolve("ci/monitoring-values.yaml"))
                .get("PrometheusRule", Chart.RELEASE)
                .at("/spec/groups/0/rules");

        assertThat(installed).hasSameSizeAs(alerts());
        for (int i = 0; i < installed.size(); i++) {
            JsonNode rule = installed.get(i);
            JsonNode alert = alerts().get(i);
            assertThat(rule.path("expr")).isEqualTo(alert.path("expr"));
            assertThat(rule.at("/annotations/summary")).isEqualTo(alert.at("/annotations/summary"));
            assertThat(rule.at("/annotations/runbook").asText())
                    .isEqualTo("https://wiki.example.com/countersign#"
                            + alert.path("alert").asText().toLowerCase(Locale.ROOT));
        }
    }
}
