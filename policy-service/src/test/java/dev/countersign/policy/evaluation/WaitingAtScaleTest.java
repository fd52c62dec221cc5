package dev.countersign.policy.evaluation;

import static dev.countersign.policy.Given.id;
import static dev.countersign.policy.Given.proposal;
import static dev.countersign.policy.Given.propose;
import static dev.countersign.policy.Given.published;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.contracts.event.Decision;
import dev.countersign.localstack.test.Tokens;
import dev.countersign.policy.Given;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.Reviews;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Waiting costs a connection and a little memory, and no thread. */
@PolicyServiceTest
class WaitingAtScaleTest {

    private static final int AGENTS = 2_000;
    private static final int EVALUATIONS = 20;
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private static final String TOKEN = Tokens.agent(Given.AGENT);

    private static Vertx vertx;
    private static HttpClient client;

    @TestHTTPResource
    URI service;

    @Inject
    MeterRegistry registry;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(3 * AGENTS).setConnectTimeout(20_000));
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private CompletableFuture<String> get(String path, String accept) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(service.getHost())
                .setPort(service.getPort())
                .setURI(path)
                .putHeader("Accept", accept)
                .putHeader("Authorization", "Bearer " + TOKEN);
        return client.request(request)
                .compose(sent -> sent.send())
                .compose(HttpClientResponse::body)
                .map(Buffer::toString)
                .toCompletionStage()
                .toCompletableFuture();
    }

    private void waitersAre(int number) {
        await().atMost(DEADLINE)
                .until(() -> registry.get("countersign.waiters").gauge().value() == number);
    }

    private List<CompletableFuture<String>> wait(List<UUID> ids, int agents) {
        return IntStream.range(0, agents)
                .mapToObj(i -> decided("/v1/evaluations/" + ids.get(i % ids.size()) + "?wait=PT60S"))
                .toList();
    }

    /** As an agent does it: whose time is up asks again. */
    private CompletableFuture<String> decided(String path) {
        return get(path, "application/json")
                .thenCompose(seen -> seen.contains("\"status\":\"waiting\"")
                        ? decided(path)
                        : CompletableFuture.completedFuture(seen));
    }

    @Test
    void thousandsWaitWithoutAThreadForEachAndAllAreAnswered() throws Exception {
        String process = published();
        List<UUID> ids = IntStream.range(0, EVALUATIONS)
                .mapToObj(i -> id(propose(proposal(process).put("confidence", 0.5))))
                .toList();
        List<CompletableFuture<String>> first = wait(ids, 100);
        waitersAre(100);
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();

        List<CompletableFuture<String>> rest = wait(ids, AGENTS - 100);
        waitersAre(AGENTS);

        assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(threads + 16);
        ids.forEach(id -> Reviews.say(Reviews.decided(id, process, Decision.REJECTED)));
        CompletableFuture.allOf(rest.toArray(CompletableFuture[]::new)).get(2, TimeUnit.MINUTES);
        assertThat(rest).allSatisfy(answer -> assertThat(answer.get()).contains("\"status\":\"rejected\""));
        assertThat(first).allSatisfy(answer -> assertThat(answer.get()).contains("\"status\":\"rejected\""));
        waitersAre(0);
    }

    @Test
    void whoeverHangsUpFreesItsPlace() {
        UUID id = id(propose(proposal(published()).put("confidence", 0.5)));
        HttpClient impatient = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(100));
        for (String path : List.of("?wait=PT60S", "/events")) {
            for (int i = 0; i < 10; i++) {
                impatient
                        .request(new RequestOptions()
                                .setHost(service.getHost())
                                .setPort(service.getPort())
                                .setURI("/v1/evaluations/" + id + path)
                                .putHeader("Authorization", "Bearer " + TOKEN))
                        .compose(sent -> sent.send());
            }
        }
        waitersAre(20);

        impatient.close().toCompletionStage().toCompletableFuture().join();

        waitersAre(0);
    }

    @Test
    void aStreamThatHasEndedLeavesNothingBehindAndOneThatComesBackStartsWithWhatIsTrueNow() throws Exception {
        String process = published();
        UUID id = id(propose(proposal(process).put("confidence", 0.5)));
        CompletableFuture<String> stream = get("/v1/evaluations/" + id + "/events", "text/event-stream");
        waitersAre(1);

        Reviews.say(Reviews.decided(id, process, Decision.REJECTED));

        assertThat(stream.get()).contains("\"status\":\"rejected\"");
        waitersAre(0);
        String again = given().auth()
                .oauth2(TOKEN)
                .accept("text/event-stream")
                .header("Last-Event-ID", "no id that was ever given out \u00fc")
                .get("/v1/evaluations/{id}/events", id)
                .asString();
        assertThat(again).contains("\"status\":\"rejected\"").doesNotContain("\"status\":\"waiting\"");
    }
}
