package dev.countersign.policy.evaluation;

import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.id;
import static dev.countersign.policy.Given.problem;
import static dev.countersign.policy.Given.proposal;
import static dev.countersign.policy.Given.propose;
import static dev.countersign.policy.Given.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.countersign.contracts.event.Decision;
import dev.countersign.localstack.test.Tokens;
import dev.countersign.policy.Given;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.Reviews;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@PolicyServiceTest
class WaitingTest {

    @TestHTTPResource
    URI service;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String database;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    private static UUID waiting(String process) {
        return id(propose(proposal(process).put("confidence", 0.5)));
    }

    @Test
    void anUndecidedEvaluationIsShownAsItStandsWhenTheTimeIsUp() {
        UUID id = waiting(published());
        long before = System.nanoTime();

        agent().get("/v1/evaluations/{id}?wait=PT1.5S", id).then().body("status", equalTo("waiting"));

        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofMillis(1_400), Duration.ofSeconds(20));
    }

    @Test
    void aDecidedEvaluationIsNotWaitedFor() {
        UUID id = id(propose(proposal(published())));
        long before = System.nanoTime();

        agent().get("/v1/evaluations/{id}?wait=PT30S", id).then().body("status", equalTo("released"));

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void hundredsMayWaitAtOnceAndAllAreWoken() throws Exception {
        String process = published();
        UUID id = waiting(process);
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/v1/evaluations/" + id + "?wait=PT30S"))
                .header("Authorization", "Bearer " + Tokens.agent(Given.AGENT))
                .build();
        List<CompletableFuture<HttpResponse<String>>> waiters = IntStream.range(0, 300)
                .mapToObj(i -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .toList();

        Reviews.say(Reviews.decided(id, process, Decision.REJECTED));

        for (CompletableFuture<HttpResponse<String>> waiter : waiters) {
            assertThat(waiter.get().body()).contains("\"status\":\"rejected\"");
        }
    }

    @Test
    void aDecisionThatAnotherReplicaHeardOfWakesByNotification() throws Exception {
        UUID id = waiting(published());
        CompletableFuture<String> waiter = CompletableFuture.supplyAsync(
                () -> agent().get("/v1/evaluations/{id}?wait=PT30S", id).path("status"));
        long before = System.nanoTime();

        try (var connection = DriverManager.getConnection(database, user, user);
                var change = connection.prepareStatement(
                        "update evaluation set status = 'taken-over', changed_at = now() - interval '1 hour' where id = ?");
                var notify = connection.prepareStatement("select pg_notify('evaluation_changed', ?)")) {
            change.setObject(1, id);
            change.executeUpdate();
            notify.setString(1, id.toString());
            notify.executeQuery();
        }

        // The row looks old to the poll on purpose: only the notification can have woken it.
        assertThat(waiter.get()).isEqualTo("taken-over");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aLostNotificationIsMadeUpForByPolling() throws Exception {
        UUID id = waiting(published());
        CompletableFuture<String> waiter = CompletableFuture.supplyAsync(
                () -> agent().get("/v1/evaluations/{id}?wait=PT30S", id).path("status"));

        try (var connection = DriverManager.getConnection(database, user, user);
                var change = connection.prepareStatement(
                        "update evaluation set status = 'expired', changed_at = now() where id = ?")) {
            change.setObject(1, id);
            change.executeUpdate();
        }

        assertThat(waiter.get()).isEqualTo("expired");
    }

    @Test
    void theEventsTellEveryChangeAndEnd() throws Exception {
        String process = published();
        UUID id = waiting(process);
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/v1/evaluations/" + id + "/events"))
                .header("Authorization", "Bearer " + Tokens.agent(Given.AGENT))
                .header("Accept", "text/event-stream")
                .build();
        CompletableFuture<HttpResponse<String>> events =
                HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());

        Reviews.say(Reviews.decided(id, process, Decision.APPROVED));
        agent().get("/v1/evaluations/{id}?wait=PT20S", id).then().body("status", equalTo("released"));
        agent().body("{\"status\":\"failed\",\"detail\":\"the booking system was away\"}")
                .post("/v1/evaluations/{id}/execution", id)
                .then()
                .statusCode(200);

        List<String> said = events.get()
                .body()
                .lines()
                .filter(line -> line.startsWith("data:"))
                .toList();
        assertThat(said.getLast()).contains("\"status\":\"failed\"");
        assertThat(said.size()).isLessThanOrEqualTo(3);
        assertThat(events.get().body()).contains("event:evaluation");
    }

    @Test
    void othersCannotListen() {
        UUID id = waiting(published());

        problem(
                agent("another-agent")
                        .accept("text/event-stream")
                        .get("/v1/evaluations/{id}/events", id)
                        .then(),
                404,
                "evaluation-not-found");
    }

    @Test
    void aWaitThatIsNoDurationIsRefused() {
        UUID id = waiting(published());

        problem(agent().get("/v1/evaluations/{id}?wait=soon", id).then(), 422, "invalid-value")
                .body("errors[0].pointer", equalTo("/wait"));
        problem(agent().get("/v1/evaluations/{id}?wait=-PT5S", id).then(), 422, "invalid-value");
    }
}
