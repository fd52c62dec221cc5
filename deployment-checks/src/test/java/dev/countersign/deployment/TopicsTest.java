package dev.countersign.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.Service;
import dev.countersign.localstack.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The topics and their rights are those that the services use: no more, and no less. */
class TopicsTest {

    /** A review is kept as the event that it was opened by, made anew after a revision: kept, and never said. */
    private static final Map<Service, String> ONLY_KEPT = Map.of(Service.QUEUE, "countersign.evaluations");

    private static final Manifests KAFKA = kafka();

    private static Manifests kafka() {
        StringBuilder all = new StringBuilder();
        Project.files(Project.K8S.resolve("base/kafka"), ".yaml")
                .forEach(file -> all.append("---\n").append(Project.read(file)).append('\n'));
        return Manifests.parse(all.toString());
    }

    @Test
    void everyTopicIsDeclaredAndNoOther() {
        assertThat(KAFKA.kind("KafkaTopic")
                        .map(topic -> topic.path("metadata").path("name").asText()))
                .containsExactlyInAnyOrderElementsOf(Topics.names());
    }

    @Test
    void noTopicKeepsLessOrTakesLessThanTheServicesCountOn() {
        KAFKA.kind("KafkaTopic").forEach(topic -> {
            String name = Manifests.name(topic);
            JsonNode spec = topic.path("spec");
            assertThat(spec.at("/config/max.message.bytes").asInt()).as(name).isEqualTo(Topics.MAX_MESSAGE_BYTES);
            assertThat(spec.at("/config/cleanup.policy").asText()).as(name).isEqualTo("delete");
            assertThat(spec.path("replicas").asInt())
                    .as(name)
                    .isGreaterThan(spec.at("/config/min.insync.replicas").asInt());
            assertThat(spec.at("/config/min.insync.replicas").asInt()).as(name).isGreaterThan(1);
            Duration retention =
                    Duration.ofMillis(spec.at("/config/retention.ms").asLong());
            if (name.endsWith(".dead-letter")) {
                assertThat(retention).as(name).isGreaterThan(Topics.RETENTION);
            } else {
                assertThat(retention).as(name).isEqualTo(Topics.RETENTION);
            }
        });
    }

    @Test
    void theChartCountsOnAsManyPartitionsAsThereAre() {
        int partitions = Yaml.document(Project.read(Project.CHART.resolve("values.yaml")))
                .at("/kafka/partitions")
                .asInt();

        assertThat(KAFKA.kind("KafkaTopic")
                        .filter(topic -> !Manifests.name(topic).endsWith(".dead-letter"))
                        .map(topic -> topic.at("/spec/partitions").asInt()))
                .isNotEmpty()
                .allMatch(declared -> declared == partitions);
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void aServiceMayDoWhatItDoesAndNothingElse(Service service) {
        ServicePackage shipped = ServicePackage.of(service);
        Map<String, Set<String>> wanted = new TreeMap<>();
        shipped.consumed().forEach(topic -> {
            grant(wanted, "topic " + topic, "Read", "Describe");
            grant(wanted, "topic " + topic + ".dead-letter", "Write", "Describe");
        });
        shipped.produced().stream()
                .filter(topic -> !topic.equals(ONLY_KEPT.get(service)))
                .forEach(topic -> grant(wanted, "topic " + topic, "Write", "Describe"));
        grant(wanted, "group " + shipped.group(), "Read");
        assertThat(shipped.consumed()).isNotEmpty();
        assertThat(shipped.produced()).isNotEmpty();

        assertThat(granted("countersign-" + service.database())).isEqualTo(wanted);
    }

    @Test
    void theScalerSeesAndReadsNothing() {
        assertThat(granted("countersign-scaler").values()).isNotEmpty().allMatch(Set.of("Describe")::equals);
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void kedaLooksAtTheTopicsThatTheServiceReads(Service service) {
        ServicePackage shipped = ServicePackage.of(service);
        JsonNode scaled = Chart.rendered(Project.CHART.resolve("ci/autoscaling-lag-values.yaml"))
                .get("ScaledObject", Chart.RELEASE + "-" + service.database());

        assertThat(Manifests.items(scaled.at("/spec/triggers"))
                        .map(trigger -> trigger.at("/metadata/topic").asText()))
                .containsExactlyInAnyOrderElementsOf(shipped.consumed());
        assertThat(Manifests.items(scaled.at("/spec/triggers"))
                        .map(trigger -> trigger.at("/metadata/consumerGroup").asText()))
                .containsOnly(shipped.group());
    }

    private static void grant(Map<String, Set<String>> rights, String on, String... operations) {
        rights.computeIfAbsent(on, key -> new TreeSet<>()).addAll(Set.of(operations));
    }

    private static Map<String, Set<String>> granted(String user) {
        Map<String, Set<String>> rights = new TreeMap<>();
        KAFKA.get("KafkaUser", user).at("/spec/authorization/acls").forEach(acl -> {
            JsonNode resource = acl.path("resource");
            assertThat(resource.path("patternType").asText()).isEqualTo("literal");
            String on =
                    resource.path("type").asText() + " " + resource.path("name").asText();
            acl.path("operations").forEach(operation -> grant(rights, on, operation.asText()));
        });
        return rights;
    }
}
