package dev.countersign.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each object that would be applied, against the schema that the API server would hold it against. */
class SchemasTest {

    private static Optional<StrictSchemas> found = Optional.empty();

    @BeforeAll
    static void readSchemas() {
        found = StrictSchemas.find();
    }

    private static StrictSchemas schemas() {
        if (found.isEmpty()) {
            String notice =
                    "SKIPPED: the schemas of Kubernetes and of the operators are not here, so no object is held against them; "
                            + StrictSchemas.VARIABLE + " names their folder.";
            System.out.println(notice);
            Assumptions.abort(notice);
        }
        return found.orElseThrow();
    }

    static List<Path> valuesFiles() {
        return Project.valuesFiles();
    }

    static List<Path> resourceFiles() {
        return Project.files(Project.K8S, ".yaml").stream()
                .filter(file -> !file.getFileName().toString().equals("kustomization.yaml")
                        && !file.getFileName().toString().endsWith("values.yaml")
                        && !file.toString().contains("patch"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void everyObjectOfTheChartIsAsKubernetesWantsIt(Path values) {
        StrictSchemas schemas = schemas();

        assertThat(Chart.rendered(values).objects().stream().flatMap(object -> schemas.flaws(object).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("resourceFiles")
    void everyResourceAroundItIsAsItsOperatorWantsIt(Path file) {
        StrictSchemas schemas = schemas();

        assertThat(Yaml.documents(Project.read(file)).stream().flatMap(object -> schemas.flaws(object).stream()))
                .isEmpty();
    }

    @Test
    void aMisspelledFieldIsFoundWhereverItStands() {
        JsonNode pod = Yaml.document("""
                apiVersion: v1
                kind: Pod
                metadata: { name: a }
                spec:
                  containers:
                    - { name: b, image: c, securityContext: { runAsNonroot: true } }
                """);

        assertThat(schemas().flaws(pod))
                .singleElement()
                .asString()
                .contains("/spec/containers/0/securityContext", "runAsNonroot");
    }

    @Test
    void aMissingFieldAndAnUnknownWordAreFoundInAnOperatorsResource() {
        JsonNode user = Yaml.document("""
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaUser
                metadata: { name: a }
                spec:
                  authentication: { type: scram-sha-513 }
                  authorization: { type: simple, acls: [ { host: "*" } ] }
                """);

        assertThat(String.join("\n", schemas().flaws(user))).contains("scram-sha-512", "required property 'resource'");
    }
}
