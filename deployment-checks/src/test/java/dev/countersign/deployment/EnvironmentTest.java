package dev.countersign.deployment;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.Service;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each variable that the chart sets is one that the service reads: a misspelled one would be ignored without a word. */
class EnvironmentTest {

    /** The JVM reads it, and no service. */
    private static final String JVM = "JAVA_TOOL_OPTIONS";

    /** Of the values file that shows how to add variables of one's own. */
    private static final String ADDED = "EXAMPLE_";

    private static final Set<String> KAFKA = Stream.concat(
                    ConsumerConfig.configNames().stream(), Stream.of("bootstrap.servers"))
            .map(name -> "KAFKA_" + name.replace('.', '_').toUpperCase(Locale.ROOT))
            .collect(toCollection(TreeSet::new));

    static List<Path> valuesFiles() {
        return Project.valuesFiles();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void everyVariableIsOneThatItsServiceReads(Path values) {
        Manifests manifests = Chart.rendered(values);
        for (Service service : Service.values()) {
            assertThat(variables(manifests, service))
                    .as(service.module())
                    .allSatisfy(variable ->
                            assertThat(reads(service, variable)).as(variable).isTrue());
        }
    }

    private static boolean reads(Service service, String variable) {
        return variable.equals(JVM)
                || variable.startsWith(ADDED)
                || KAFKA.contains(variable)
                || ServicePackage.of(service).reads(variable);
    }

    private static Set<String> variables(Manifests manifests, Service service) {
        Set<String> names = new TreeSet<>();
        String name = Chart.RELEASE + "-" + service.database();
        manifests
                .find("ConfigMap", name)
                .ifPresent(settings -> settings.path("data").properties().forEach(entry -> names.add(entry.getKey())));
        manifests.containers().stream()
                .filter(container -> container.spec().path("image").asText().contains(service.module()))
                .flatMap(container -> Manifests.items(container.spec().path("env")))
                .map((JsonNode variable) -> variable.path("name").asText())
                .forEach(names::add);
        return names;
    }

    @Test
    void whatIsMisspelledOrFixedWhenBuiltIsNotRead() {
        assertThat(Arrays.stream(Service.values()).map(ServicePackage::of)).allSatisfy(service -> {
            assertThat(service.reads("QUARKUS_HTTP_PORT")).isTrue();
            assertThat(service.reads("QUARKUS_HTTP_PROT")).isFalse();
            assertThat(service.reads("QUARKUS_FLYWAY_LOCATIONS")).isFalse();
            assertThat(service.reads("QUARKUS_TLS_OIDC_TRUST_STORE_PEM_CERTS")).isTrue();
        });
        assertThat(ServicePackage.of(Service.POLICY).reads("COUNTERSIGN_RELEASE_VALIDITY"))
                .isTrue();
        assertThat(ServicePackage.of(Service.QUEUE).reads("COUNTERSIGN_RELEASE_VALIDITY"))
                .isFalse();
        assertThat(ServicePackage.of(Service.AUDIT).reads("QUARKUS_MAILER_HOST"))
                .isFalse();
    }
}
