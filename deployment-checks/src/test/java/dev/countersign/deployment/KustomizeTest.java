package dev.countersign.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.Realm;
import dev.countersign.localstack.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands around the services, as {@code kubectl apply -k} would have it, and the chart's values for it. */
class KustomizeTest {

    private static final Map<Path, Manifests> BUILT = new ConcurrentHashMap<>();

    static List<Path> overlays() {
        try (Stream<Path> folders = Files.list(Project.K8S.resolve("overlays"))) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Manifests built(Path overlay) {
        Path kubectl = Tools.require("kubectl");
        return BUILT.computeIfAbsent(overlay, folder -> {
            Tools.Said said = Tools.run(kubectl, "kustomize", folder.toString());
            assertThat(said.status()).as(said.text()).isZero();
            return Manifests.parse(said.text());
        });
    }

    private static Manifests chart(Path overlay) {
        return Chart.rendered(overlay.resolve("values.yaml"));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyOverlayBuildsAndIsAsItsOperatorsWantIt(Path overlay) {
        Manifests manifests = built(overlay);

        assertThat(manifests.objects()).isNotEmpty();
        Optional<StrictSchemas> schemas = StrictSchemas.find();
        if (schemas.isEmpty()) {
            System.out.println("SKIPPED: no schemas, so what the overlays come to is not held against them.");
        }
        assertThat(schemas.stream()
                        .flatMap(strict ->
                                manifests.objects().stream().flatMap(object -> strict.flaws(object).stream())))
                .isEmpty();
        for (Manifests.Container container : manifests.containers()) {
            assertThat(Restricted.flaws(container)).as(container.name()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everySecretThatIsReferredToIsMadeBySomebody(Path overlay) {
        Set<String> made = new TreeSet<>(made(overlay, built(overlay)));

        assertThat(referred(chart(overlay))).isNotEmpty().isSubsetOf(made);
        assertThat(referred(built(overlay))).isNotEmpty().isSubsetOf(made);
    }

    /** Operators make theirs under names that follow from the names of their resources. */
    private static List<String> made(Path overlay, Manifests manifests) {
        List<String> made = new ArrayList<>();
        manifests.kind("KafkaUser").forEach(user -> made.add(name(user)));
        manifests.kind("Kafka").forEach(kafka -> made.add(name(kafka) + "-cluster-ca-cert"));
        manifests.kind("Cluster").forEach(cluster -> made.add(name(cluster) + "-ca"));
        manifests
                .kind("ExternalSecret")
                .forEach(secret -> made.add(secret.at("/spec/target/name").asText()));
        Path script = overlay.resolve("secrets.sh");
        if (Files.exists(script)) {
            Project.read(script)
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("secret "))
                    .forEach(line -> {
                        String name = line.split(" ", -1)[1].replace("\"", "");
                        Stream.of("policy", "queue", "notification", "audit", "keycloak")
                                .forEach(role -> made.add(name.replace("$role", role)));
                    });
        }
        return made;
    }

    private static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    private static Set<String> referred(Manifests manifests) {
        Set<String> names = new TreeSet<>();
        manifests.objects().forEach(object -> refer(object, names));
        return names;
    }

    private static void refer(JsonNode node, Set<String> names) {
        for (String field :
                List.of("secretKeyRef", "passwordSecret", "usernameSecret", "accessKeyId", "secretAccessKey")) {
            add(node.path(field).path("name"), names);
        }
        add(node.path("secret").path("secretName"), names);
        if (node.path("secret").has("key")) {
            add(node.path("secret").path("name"), names);
        }
        node.forEach(child -> refer(child, names));
    }

    private static void add(JsonNode name, Set<String> names) {
        if (name.isTextual()) {
            names.add(name.asText());
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theDatabaseHasConnectionsForAllReplicasThereCanBe(Path overlay) {
        int max = built(overlay)
                .get("Cluster", "countersign-postgres")
                .at("/spec/postgresql/parameters/max_connections")
                .asInt();
        int needed = 0;
        for (Service service : Service.values()) {
            String name = Chart.RELEASE + "-" + service.database();
            int replicas = chart(overlay)
                    .find("HorizontalPodAutoscaler", name)
                    .map(scaler -> scaler.at("/spec/maxReplicas").asInt())
                    .orElseGet(() -> chart(overlay)
                            .get("Deployment", name)
                            .at("/spec/replicas")
                            .asInt());
            int pool = chart(overlay)
                    .get("ConfigMap", name)
                    .at("/data/QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE")
                    .asInt();
            // One more replica while they roll, and in each a listener, two connections of JDBC, and a migration.
            needed += (replicas + 1) * (pool + 1 + 2) + 1;
        }

        assertThat(max).isGreaterThanOrEqualTo(needed);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theRealmHasTheRolesAndTheAudienceThatTheServicesAskFor(Path overlay) {
        JsonNode realm =
                built(overlay).get("KeycloakRealmImport", "countersign-realm").at("/spec/realm");

        assertThat(Manifests.items(realm.at("/roles/realm"))
                        .map(role -> role.path("name").asText()))
                .containsExactlyInAnyOrder("agent", "process-owner", "reviewer", "admin", "auditor");
        assertThat(realm.path("realm").asText()).isEqualTo(Realm.NAME);
        assertThat(realm.at("/clientScopes/0/protocolMappers/0/config/included.custom.audience")
                        .asText())
                .isEqualTo("countersign");
        assertThat(realm.path("defaultDefaultClientScopes").toString())
                .contains("\"" + realm.at("/clientScopes/0/name").asText() + "\"");
        assertThat(Manifests.items(realm.path("clients"))
                        .map(client -> client.path("clientId").asText()))
                .contains(chart(overlay)
                        .get("ConfigMap", Chart.RELEASE + "-queue")
                        .at("/data/QUARKUS_OIDC_CLIENT_ID")
                        .asText());
        assertThat(realm.toString()).doesNotContainPattern("\"(secret|value)\":\"[^$]");
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theChartAsksForWhatIsThere(Path overlay) {
        Manifests around = built(overlay);
        Set<String> databases = new TreeSet<>();
        around.kind("Database")
                .forEach(database -> databases.add(database.at("/spec/name").asText()));
        int port = around.get("Kafka", "countersign")
                .at("/spec/kafka/listeners/0/port")
                .asInt();
        for (Service service : Service.values()) {
            JsonNode settings = chart(overlay)
                    .get("ConfigMap", Chart.RELEASE + "-" + service.database())
                    .path("data");
            String url = settings.path("QUARKUS_DATASOURCE_REACTIVE_URL").asText();
            assertThat(url).contains("//countersign-postgres-rw.countersign.svc:5432/");
            assertThat(databases).contains(url.substring(url.lastIndexOf('/') + 1));
            assertThat(settings.path("KAFKA_BOOTSTRAP_SERVERS").asText())
                    .isEqualTo("countersign-kafka-bootstrap.countersign.svc:" + port);
        }
    }
}
