package dev.countersign.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The values, their schema and their table say the same. */
class ValuesTest {

    private static final Path VALUES = Project.CHART.resolve("values.yaml");
    private static final Path README = Project.CHART.resolve("README.md");
    private static final String BEGIN = "<!-- values: made of values.yaml by ValuesTest -->\n";
    private static final String END = "<!-- end of values -->\n";

    /** What parts of the schema list that no value has, since they are optional in Kubernetes too. */
    private static final Set<String> OPTIONAL = Set.of("global", "claims", "successThreshold", "initialDelaySeconds");

    @Test
    void everyValueIsExplained() {
        List<ValuesTable.Row> rows = ValuesTable.of(Project.read(VALUES));

        assertThat(rows)
                .hasSizeGreaterThan(100)
                .allSatisfy(row -> assertThat(row.explanation()).as(row.key()).endsWith("."));
        JsonNode values = Yaml.document(Project.read(VALUES));
        Set<String> explained = new TreeSet<>();
        rows.forEach(row -> explained.add(row.key()));
        assertThat(ValuesTable.leaves(values, explained)).isSubsetOf(explained);
    }

    @Test
    void theSchemaKnowsEveryValueAndNoOther() {
        JsonNode schema = Yaml.document(Project.read(Project.CHART.resolve("values.schema.json")));
        JsonNode values = Yaml.document(Project.read(VALUES));
        SchemaKeys keys = new SchemaKeys(schema);

        assertThat(keys.unknown(values))
                .as("values that the schema does not know")
                .isEmpty();
        assertThat(keys.valueless(values))
                .as("keys of the schema that values.yaml does not show")
                .allMatch(key -> OPTIONAL.contains(key.substring(key.lastIndexOf('.') + 1)));
        assertThat(keys.open()).as("objects that take any key").isEmpty();
    }

    /** With {@code -Dchart.record=new}, writes the table anew. */
    @Test
    void theTableOfTheReadmeIsWhatTheValuesSay() throws IOException {
        String readme = Project.read(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);
        assertThat(end).isGreaterThanOrEqualTo(begin);
        String table = ValuesTable.markdown(ValuesTable.of(Project.read(VALUES)));
        if (System.getProperty("chart.record", "").equals("new")) {
            Files.writeString(README, readme.substring(0, begin) + table + readme.substring(end));
            return;
        }

        assertThat(readme.substring(begin, end))
                .as("the table of %s; -Dchart.record=new writes it anew", README)
                .isEqualTo(table);
    }
}
