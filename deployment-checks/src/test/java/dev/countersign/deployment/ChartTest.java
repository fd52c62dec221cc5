package dev.countersign.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import dev.countersign.deployment.Manifests.Container;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.Service;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every object that the chart makes, whatever the values. */
class ChartTest {

    static List<Path> valuesFiles() {
        return Project.valuesFiles();
    }

    @Test
    void lintsStrictly() {
        LintResult result = Chart.lint();

        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void everyContainerIsRestricted(Path values) {
        List<String> flaws = new ArrayList<>();
        for (Container container : Chart.rendered(values).containers()) {
            Restricted.flaws(container).forEach(flaw -> flaws.add(container.name() + ": " + flaw));
        }

        assertThat(flaws).isEmpty();
        assertThat(Chart.rendered(values).containers()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void everyProbeAndServiceIsOnAPortThatExists(Path values) {
        Manifests manifests = Chart.rendered(values);
        manifests.kind("Deployment").forEach(deployment -> {
            JsonNode container = deployment.at("/spec/template/spec/containers/0");
            Set<String> ports = new HashSet<>();
            container.path("ports").forEach(port -> ports.add(port.path("name").asText()));
            assertThat(List.of("startupProbe", "livenessProbe", "readinessProbe"))
                    .as(Manifests.name(deployment))
                    .allSatisfy(probe -> assertThat(ports)
                            .contains(container.path(probe).at("/httpGet/port").asText()));
            JsonNode service = manifests.get(
                    "Service", deployment.path("metadata").path("name").asText());
            assertThat(ports).contains(service.at("/spec/ports/0/targetPort").asText());
            assertThat(deployment.at("/spec/template/metadata/labels").properties())
                    .containsAll(service.at("/spec/selector").properties());
        });
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void theProbesAreTheOnesThatTheServicesAnswer(Path values) {
        Chart.rendered(values).kind("Deployment").forEach(deployment -> {
            JsonNode container = deployment.at("/spec/template/spec/containers/0");
            assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/q/health/started");
            assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
            assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/q/health/ready");
        });
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void everyMountIsOfAVolumeThatIsThere(Path values) {
        for (Container container : Chart.rendered(values).containers()) {
            Set<String> volumes = new HashSet<>();
            container
                    .pod()
                    .path("volumes")
                    .forEach(volume -> volumes.add(volume.path("name").asText()));
            container
                    .spec()
                    .path("volumeMounts")
                    .forEach(mount -> assertThat(volumes)
                            .as(container.name())
                            .contains(mount.path("name").asText()));
        }
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void noTwoObjectsHaveTheSameName(Path values) {
        assertThat(Chart.rendered(values).objects().stream().map(Manifests::name))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void nothingSecretIsRendered(Path values) {
        Manifests manifests = Chart.rendered(values);

        assertThat(manifests.kind("Secret")).isEmpty();
        for (Container container : manifests.containers()) {
            container.spec().path("env").forEach(variable -> {
                String name = variable.path("name").asText();
                if (name.matches(".*(PASSWORD|SECRET|JAAS|PRIVATE_KEY|ENCRYPTION_KEY|HEADERS).*")) {
                    assertThat(variable.at("/valueFrom/secretKeyRef/name").asText())
                            .as(container.name() + " " + name)
                            .isNotEmpty();
                }
            });
        }
    }

    @Test
    void everyServiceRunsOnceAndCanBeLeftOut() {
        for (Service left : Service.values()) {
            Manifests manifests = Manifests.parse(Chart.text(Chart.written(left.database() + ": { enabled: false }")));
            assertThat(manifests.kind("Deployment").map(Manifests::name))
                    .hasSize(Service.values().length - 1)
                    .doesNotContain("Deployment " + Chart.RELEASE + "-" + left.database());
            assertThat(manifests.objects().stream()
                            .map(object -> object.at("/metadata/labels/app.kubernetes.io~1component")
                                    .asText()))
                    .noneMatch(component -> component.startsWith(left.database()));
        }
        assertThat(Chart.minimal().kind("Deployment").map(Manifests::name))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Service.values())
                        .map(service -> "Deployment " + Chart.RELEASE + "-" + service.database())
                        .toList());
    }

    @Test
    void aChangedSettingRestartsItsService() {
        String changed = "policy: { release: { validity: PT9M } }";
        Manifests after = Manifests.parse(Chart.text(Chart.written(changed)));

        assertThat(checksum(after, "policy")).isNotEqualTo(checksum(Chart.minimal(), "policy"));
        assertThat(checksum(after, "queue")).isEqualTo(checksum(Chart.minimal(), "queue"));
    }

    private static String checksum(Manifests manifests, String name) {
        String checksum = manifests
                .get("Deployment", Chart.RELEASE + "-" + name)
                .at("/spec/template/metadata/annotations/checksum~1settings")
                .asText();
        assertThat(checksum).hasSize(64);
        return checksum;
    }

    @Test
    void aPodDrainsBeforeItIsKilled() {
        Chart.minimal().kind("Deployment").forEach(deployment -> {
            JsonNode pod = deployment.at("/spec/template/spec");
            assertThat(pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt())
                    .isPositive();
            assertThat(pod.path("terminationGracePeriodSeconds").asInt())
                    .isGreaterThan(pod.at("/containers/0/lifecycle/preStop/sleep/seconds")
                            .asInt());
            assertThat(deployment
                            .at("/spec/strategy/rollingUpdate/maxUnavailable")
                            .asInt(-1))
                    .isZero();
        });
    }

    @Test
    void migrationsRunBeforeAnythingElseAndServicesOnlyLook() {
        Manifests manifests = Chart.minimal();

        assertThat(manifests.kind("Job")).hasSize(4).allSatisfy(job -> {
            assertThat(job.at("/metadata/annotations/helm.sh~1hook").asText()).isEqualTo("pre-install,pre-upgrade");
            assertThat(job.at("/spec/template/spec/containers/0/env").toString())
                    .contains("{\"name\":\"QUARKUS_INIT_AND_EXIT\",\"value\":\"true\"}")
                    .contains("{\"name\":\"QUARKUS_FLYWAY_MIGRATE_AT_START\",\"value\":\"true\"}");
        });
        manifests.kind("ConfigMap").forEach(settings -> {
            assertThat(settings.at("/data/QUARKUS_FLYWAY_MIGRATE_AT_START").asText())
                    .isEqualTo("false");
            assertThat(settings.at("/data/QUARKUS_FLYWAY_VALIDATE_AT_START").asText())
                    .isEqualTo("true");
        });
    }

    @Test
    void everythingIsDeniedButWhatIsNeeded() {
        Manifests manifests = Chart.minimal();

        JsonNode deny = manifests.get("NetworkPolicy", Chart.RELEASE + "-deny");
        assertThat(deny.at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
        assertThat(deny.path("spec").has("ingress") || deny.path("spec").has("egress"))
                .isFalse();
        manifests.kind("Deployment").forEach(deployment -> {
            JsonNode labels = deployment.at("/spec/template/metadata/labels");
            assertThat(labels.properties())
                    .containsAll(deny.at("/spec/podSelector/matchLabels").properties());
            JsonNode own = manifests.get(
                    "NetworkPolicy", deployment.path("metadata").path("name").asText());
            assertThat(labels.properties())
                    .containsAll(own.at("/spec/podSelector/matchLabels").properties());
            assertThat(own.at("/spec/egress").toString()).contains("5432", "9093", "443");
        });
    }

    @Test
    void tracesGoToACollectorThatIsNamedAndNowhereElse() {
        Manifests manifests = Chart.rendered(Project.CHART.resolve("ci/tracing-values.yaml"));

        for (Service service : Service.values()) {
            String name = Chart.RELEASE + "-" + service.database();
            JsonNode pod = manifests.get("Deployment", name).at("/spec/template/spec");
            assertThat(manifests.get("ConfigMap", name).path("data").toString())
                    .contains(
                            "\"QUARKUS_OTEL_EXPORTER_OTLP_TRACES_ENDPOINT\":\"https://collector.observability.svc:4317\"",
                            "\"QUARKUS_OTEL_TRACES_SAMPLER_ARG\":\"0.25\"",
                            "\"QUARKUS_TLS_TRACING_TRUST_STORE_PEM_CERTS\":\"/etc/countersign/ca/tracing/ca.crt\"");
            assertThat(pod.path("volumes").toString()).contains("\"configMap\":{\"name\":\"collector-ca\"");
            assertThat(pod.at("/containers/0/env").toString())
                    .contains("{\"name\":\"collector-headers\",\"key\":\"headers\"}");
            assertThat(manifests.get("NetworkPolicy", name).at("/spec/egress").toString())
                    .contains("4317", "observability");
            assertThat(Chart.minimal().get("ConfigMap", name).path("data").toString())
                    .doesNotContain("OTEL");
        }
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void healthAndMetricsAreNotReachableFromOutside(Path values) {
        Manifests manifests = Chart.rendered(values);
        List<String> paths = new ArrayList<>();
        manifests
                .kind("Ingress")
                .forEach(ingress -> ingress.at("/spec/rules/0/http/paths")
                        .forEach(path -> paths.add(path.path("pathType").asText()
                                + path.path("path").asText())));
        manifests
                .kind("HTTPRoute")
                .forEach(route -> route.at("/spec/rules/0/matches")
                        .forEach(match -> paths.add(match.at("/path/type").asText()
                                + match.at("/path/value").asText())));

        assertThat(paths).noneMatch(path -> path.matches("(Path)?Prefix/(q.*)?"));
    }

    /** The job's own program, as far as a shell can tell, and neither secret nor token in what a process list shows. */
    @Test
    void theDirectoryIsLoadedByAJobThatKeepsItsSecretsToItself() {
        Manifests manifests = Chart.rendered(Project.CHART.resolve("ci/directory-values.yaml"));
        JsonNode job = manifests.get("Job", Chart.RELEASE + "-queue-directory");
        String program = job.at("/spec/template/spec/containers/0/args/0").asText();

        assertThat(job.at("/metadata/annotations/helm.sh~1hook").asText()).isEqualTo("post-install,post-upgrade");
        assertThat(program)
                .contains("http://" + Chart.RELEASE + "-queue:80/v1/directory")
                .contains("client_secret@/etc/countersign/client/secret", "--header @/tmp/header", "--cacert");
        assertThat(Tools.run(Path.of("/bin/sh"), "-n", "-c", program).status()).isZero();
        assertThat(manifests
                        .get("ConfigMap", Chart.RELEASE + "-queue-directory")
                        .at("/data/directory.yaml")
                        .asText())
                .contains("maria@example.com");
    }

    @Test
    void whatTheConsolesPageAsksForIsReachableFromOutside() {
        String page = Project.read(ProjectRoot.find().resolve("queue-service/src/main/resources/web/index.html"));
        List<String> asked = Pattern.compile("(?:href|src)=\"(/[^\"]*)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        List<String> paths = new ArrayList<>();
        Yaml.document(Project.read(Project.CHART.resolve("values.yaml")))
                .at("/queue/paths")
                .forEach(path -> paths.add(path.asText()));

        assertThat(asked).isNotEmpty().isSubsetOf(paths);
    }
}
