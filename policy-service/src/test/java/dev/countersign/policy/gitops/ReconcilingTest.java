package dev.countersign.policy.gitops;

import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.freshProcess;
import static dev.countersign.policy.Given.owner;
import static dev.countersign.policy.Given.policy;
import static dev.countersign.policy.Given.problem;
import static dev.countersign.policy.Given.publish;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.publication.PublicationService;
import dev.countersign.policy.publication.SecondPerson;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files become versions; replicas are made by hand, each with its own view of the folder. */
@PolicyServiceTest
class ReconcilingTest {

    /** What the service under test reads, once a second. */
    private static final Path MOUNTED = Path.of("target", "policy-files");

    @Inject
    PolicyFileRepository files;

    @Inject
    PolicyFileService standings;

    @Inject
    PublicationService publishing;

    @Inject
    Vertx vertx;

    @Inject
    Clock clock;

    @TempDir
    private Path folder;

    private final String process = freshProcess();
    /** Other tests' files lie in the same table. */
    private final String name = UUID.randomUUID() + ".json";

    @BeforeEach
    @AfterEach
    void nothingIsMounted() throws IOException {
        Files.createDirectories(MOUNTED);
        try (Stream<Path> entries = Files.list(MOUNTED)) {
            for (Path entry : entries.toList()) {
                Files.delete(entry);
            }
        }
    }

    private record Settings(Path place, SecondPerson secondPerson) implements PoliciesConfig {
        @Override
        public Optional<Path> folder() {
            return Optional.of(place);
        }

        @Override
        public Duration poll() {
            return Duration.ofSeconds(1);
        }

        @Override
        public String publisher() {
            return "gitops";
        }
    }

    private ReconciliationService replica(Path folder, SecondPerson secondPerson) {
        return new ReconciliationService(files, publishing, new Settings(folder, secondPerson), vertx, clock);
    }

    private ReconciliationService replica() {
        return replica(folder, SecondPerson.REQUIRED);
    }

    private static void run(ReconciliationService replica) {
        await(() -> VertxContextSupport.subscribeAndAwait(replica::reconcile));
    }

    private interface Waiting<T extends @Nullable Object> {
        T get() throws Throwable;
    }

    private static <T extends @Nullable Object> T await(Waiting<T> waiting) {
        try {
            return waiting.get();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private PolicyFileView standing(ReconciliationService replica) {
        return await(() -> VertxContextSupport.subscribeAndAwait(() -> standings.all(replica.reading()))).stream()
                .filter(view -> view.file().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void write(Consumer<ObjectNode> change) {
        ObjectNode policy = policy(process);
        change.accept(policy);
        await(() -> Files.writeString(folder.resolve(name), policy.toString()));
    }

    private static Consumer<ObjectNode> threshold(double threshold) {
        return policy -> ((ObjectNode) policy.at("/patterns/confidence-gated")).put("threshold", threshold);
    }

    private ValidatableResponse inForce() {
        return owner().get("/v1/processes/{process}/policy", process).then();
    }

    private ValidatableResponse versions() {
        return owner().get("/v1/processes/{process}/policy/versions", process).then();
    }

    private ValidatableResponse agree(UUID publication) {
        return owner().post("/v1/processes/{process}/policy/publications/{id}/agree", process, publication)
                .then();
    }

    @Test
    void aFileIsPublishedOnceHoweverOftenItIsRead() {
        write(policy -> {});
        ReconciliationService replica = replica();

        run(replica);
        run(replica);
        run(replica());

        versions().body("items.version", equalTo(List.of(1))).body("items[0].publishedBy", equalTo("gitops"));
        assertThat(standing(replica).status()).isEqualTo("applied");
        assertThat(standing(replica).version()).isEqualTo(1);
    }

    @Test
    void aChangedFileIsTheNextVersion() {
        write(policy -> {});
        ReconciliationService replica = replica();
        run(replica);

        write(threshold(0.95));
        run(replica);

        inForce().body("version", equalTo(2)).body("document.patterns.confidence-gated.threshold", equalTo(0.95f));
    }

    @Test
    void aFileThatSaysWhatIsInForceIsUnchanged() {
        publish(process, policy(process)).statusCode(201);
        write(policy -> {});
        ReconciliationService replica = replica();

        run(replica);

        versions().body("items", hasSize(1)).body("items[0].publishedBy", equalTo("grace"));
        assertThat(standing(replica).status()).isEqualTo("unchanged");
    }

    @Test
    void aFileThatLoosensWaitsForAPerson() {
        write(policy -> {});
        ReconciliationService replica = replica();
        run(replica);

        write(threshold(0.5));
        run(replica);
        run(replica);

        PolicyFileView waiting = standing(replica);
        assertThat(waiting.status()).isEqualTo("waiting-for-second-person");
        inForce().body("version", equalTo(1));
        UUID publication = waiting.publication();
        assertThat(publication).isNotNull();
        agree(publication)
                .statusCode(201)
                .body("publishedBy", equalTo("gitops"))
                .body("agreedBy", equalTo("grace"));
        assertThat(standing(replica).status()).isEqualTo("applied");
        assertThat(standing(replica).version()).isEqualTo(2);
    }

    @Test
    void aFileThatIsChangedAgainTakesItsFormerPublicationAway() {
        write(policy -> {});
        ReconciliationService replica = replica();
        run(replica);
        write(threshold(0.5));
        run(replica);
        UUID former = standing(replica).publication();
        assertThat(former).isNotNull();

        write(threshold(0.6));
        run(replica);

        problem(agree(former), 409, "publication-superseded");
        assertThat(standing(replica).publication()).isNotEqualTo(former);
        write(policy -> {});
        run(replica);
        assertThat(standing(replica).status()).isEqualTo("unchanged");
        owner().get("/v1/processes/{process}/policy/publications?status=waiting-for-second-person", process)
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void aPublicationThatAPersonProposedIsNotTheFilesToTakeAway() {
        write(policy -> {});
        ReconciliationService replica = replica();
        run(replica);
        ObjectNode looser = policy(process);
        threshold(0.5).accept(looser);
        String byHand = publish(process, looser).statusCode(202).extract().path("publication");
        write(threshold(0.5));
        run(replica);
        assertThat(standing(replica).publication()).hasToString(byHand);

        write(policy -> {});
        run(replica);

        owner().get("/v1/processes/{process}/policy/publications/{id}", process, byHand)
                .then()
                .body("status", equalTo("waiting-for-second-person"));
    }

    @Test
    void whatWasDeclinedIsProposedAgainOnceTheFileChanges() {
        write(policy -> {});
        ReconciliationService replica = replica();
        run(replica);
        write(threshold(0.5));
        run(replica);
        owner().contentType("application/json")
                .body("{\"reason\": \"too low\"}")
                .post(
                        "/v1/processes/{process}/policy/publications/{id}/decline",
                        process,
                        standing(replica).publication())
                .then()
                .statusCode(200);

        run(replica);
        assertThat(standing(replica).status()).isEqualTo("declined");

        write(threshold(0.8));
        run(replica);
        assertThat(standing(replica).status()).isEqualTo("waiting-for-second-person");
    }

    @Test
    void whereTheReviewInGitIsTheSecondPersonALooserFileIsPublished() {
        write(policy -> {});
        ReconciliationService replica = replica(folder, SecondPerson.IN_GIT);
        run(replica);

        write(threshold(0.5));
        run(replica);

        inForce()
                .body("version", equalTo(2))
                .body("publishedBy", equalTo("gitops"))
                .body("agreedBy", nullValue());
    }

    @Test
    void whatAPersonPublishedByHandIsNotUndoneUntilTheFileChanges() {
        write(policy -> {});
        ReconciliationService replica = replica();
        run(replica);
        ObjectNode emergency = policy(process);
        threshold(0.99).accept(emergency);
        publish(process, emergency).statusCode(201);

        run(replica);
        run(replica());

        inForce().body("version", equalTo(2));
        PolicyFileView drifted = standing(replica);
        assertThat(drifted.status()).isEqualTo("drifted");
        assertThat(drifted.version()).isEqualTo(1);
        assertThat(drifted.inForce()).isEqualTo(2);
        write(threshold(0.995));
        run(replica);
        inForce().body("version", equalTo(3)).body("publishedBy", equalTo("gitops"));
        assertThat(standing(replica).status()).isEqualTo("applied");
    }

    @Test
    void bringingBackByHandWhatTheFileSaysEndsTheDrift() {
        write(threshold(0.95));
        ReconciliationService replica = replica();
        run(replica);
        ObjectNode emergency = policy(process);
        threshold(0.99).accept(emergency);
        publish(process, emergency).statusCode(201);
        String publication = owner().post("/v1/processes/{process}/policy/versions/1/restore", process)
                .then()
                .statusCode(202)
                .extract()
                .path("publication");
        owner("hugo")
                .post("/v1/processes/{process}/policy/publications/{id}/agree", process, publication)
                .then()
                .statusCode(201);

        run(replica);

        assertThat(standing(replica).status()).isEqualTo("applied");
    }

    @Test
    void aFileThatIsWrongKeepsTheLastGoodVersionAndSaysWhereItIsWrong() {
        write(policy -> {});
        ReconciliationService replica = replica();
        run(replica);

        write(policy -> policy.put("impact", "financial"));
        run(replica);

        PolicyFileView refused = standing(replica);
        assertThat(refused.status()).isEqualTo("refused");
        assertThat(refused.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.pointer()).isEqualTo("/actions/refund/patterns"));
        await(() -> Files.writeString(folder.resolve(name), "{\"process\": "));
        run(replica);
        assertThat(standing(replica).status()).isEqualTo("unreadable");
        inForce().body("version", equalTo(1));
        write(policy -> {});
        run(replica);
        assertThat(standing(replica).status()).isEqualTo("unchanged");
    }

    @Test
    void aFileThatIsGoneChangesNothing() throws IOException {
        write(policy -> {});
        ReconciliationService replica = replica();
        run(replica);

        Files.delete(folder.resolve(name));
        run(replica);

        assertThat(standing(replica).status()).isEqualTo("missing");
        inForce().body("version", equalTo(1));
        write(policy -> {});
        run(replica);
        assertThat(standing(replica).status()).isEqualTo("applied");
        versions().body("items", hasSize(1));
    }

    @Test
    void aFolderThatIsAwayForAMomentLosesNoFile() throws IOException {
        write(policy -> {});
        ReconciliationService replica = replica();
        run(replica);
        Path away = folder.resolveSibling(folder.getFileName() + "-away");
        Files.move(folder, away);

        run(replica);
        assertThat(replica.reading().problem()).isPresent();
        assertThat(standing(replica).status()).isEqualTo("applied");

        Files.move(away, folder);
        run(replica);
        assertThat(replica.reading().problem()).isEmpty();
    }

    /** A mounted ConfigMap reaches one node after the other. */
    @Test
    void aReplicaThatStillSeesTheFormerContentDoesNotGoBackToIt(@TempDir Path late) throws IOException {
        write(policy -> {});
        Files.copy(folder.resolve(name), late.resolve(name));
        ReconciliationService early = replica();
        ReconciliationService behind = replica(late, SecondPerson.REQUIRED);
        run(early);
        run(behind);

        write(threshold(0.95));
        run(early);
        run(behind);
        inForce().body("version", equalTo(2));

        Files.copy(folder.resolve(name), late.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        run(behind);
        inForce().body("version", equalTo(2));
        versions().body("items", hasSize(2));
    }

    @Test
    void manyReplicasAtOncePublishOnce() throws Exception {
        write(policy -> {});
        try (var pool = Executors.newFixedThreadPool(4)) {
            List<ReconciliationService> replicas =
                    Stream.generate(this::replica).limit(4).toList();
            for (int round = 0; round < 3; round++) {
                double threshold = 0.91 + round / 100.0;
                write(threshold(threshold));
                for (var running : replicas.stream()
                        .map(one -> pool.submit(() -> run(one)))
                        .toList()) {
                    running.get();
                }
            }
            replicas.forEach(ReconcilingTest::run);
        }
        versions().body("items", hasSize(3));
        inForce().body("document.patterns.confidence-gated.threshold", equalTo(0.93f));
    }

    @Test
    void ofTwoFilesForOneProcessTheSecondIsRefusedUntilTheFirstIsGone() throws IOException {
        write(threshold(0.95));
        Path first = Files.writeString(folder.resolve("0.json"), policy(process).toString());
        ReconciliationService replica = replica();

        run(replica);
        assertThat(standing(replica).status()).isEqualTo("refused");
        inForce().body("version", equalTo(1));

        Files.delete(first);
        run(replica);
        assertThat(standing(replica).status()).isEqualTo("applied");
        inForce().body("version", equalTo(2));
    }

    @Test
    void theServiceItselfReadsItsFolderAndTellsHowTheFilesStand() throws IOException {
        Files.writeString(MOUNTED.resolve(name), policy(process).toString());
        Files.writeString(MOUNTED.resolve("0-broken.yaml"), "process: [");

        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> owner().get("/v1/policies/files")
                        .then()
                        .statusCode(200)
                        .body("enabled", equalTo(true))
                        .body("problem", nullValue())
                        .body("items.find { it.file == '%s' }.status".formatted(name), equalTo("applied"))
                        .body("items.find { it.file == '0-broken.yaml' }.status", equalTo("unreadable"))
                        .body(
                                "items.find { it.file == '0-broken.yaml' }.findings[0].detail",
                                startsWith("The policy cannot be read")));
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> given().get("/q/health/well")
                        .then()
                        .body("checks.findAll { it.name == 'policy files' }.status", equalTo(List.of("DOWN"))));
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/metrics").then().body(hasMetric("unreadable"));
        problem(agent().get("/v1/policies/files").then(), 403, "forbidden");
    }

    private static Matcher<String> hasMetric(String status) {
        return containsString("countersign_policy_files{status=\"" + status + "\"} 1.0");
    }
}
