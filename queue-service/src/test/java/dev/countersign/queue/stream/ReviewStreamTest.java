package dev.countersign.queue.stream;

import static dev.countersign.queue.Proposals.proposal;
import static dev.countersign.queue.Queue.as;
import static dev.countersign.queue.Queue.eventually;
import static dev.countersign.queue.Queue.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.localstack.test.Tokens;
import dev.countersign.queue.Queue;
import dev.countersign.queue.QueueTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changes in a queue is told to its people, and to nobody else. */
@QueueTest
class ReviewStreamTest {

    @TestHTTPResource("/v1/reviews/stream")
    URI stream;

    @Inject
    Pool pool;

    @BeforeEach
    void directory() {
        Queue.directory(Queue.DIRECTORY);
    }

    /** The lines that a person hears, for as long as the test runs. */
    private List<String> listen(HttpClient client, String person) {
        List<String> lines = new CopyOnWriteArrayList<>();
        HttpRequest request = HttpRequest.newBuilder(stream)
                .header("Authorization", "Bearer " + Tokens.person(person, "reviewer"))
                .header("Accept", "text/event-stream")
                .build();
        // On a thread of its own: where the answer is there already, this one would read until the stream ends.
        var unused = client.sendAsync(request, BodyHandlers.ofLines())
                .thenAcceptAsync(answer -> answer.body().forEach(lines::add), Thread::startVirtualThread);
        eventually(() -> lines.stream().anyMatch(line -> line.startsWith(":")));
        return lines;
    }

    @Test
    void thoseWhomItConcernsHearIt() {
        HttpClient client = HttpClient.newHttpClient();
        List<String> maria = listen(client, "maria");
        List<String> rosa = listen(client, "rosa");

        ReviewOpened opened = open(proposal());
        as("maria").post("/v1/reviews/" + opened.review() + "/claim").then().statusCode(200);
        as("maria")
                .contentType("application/json")
                .body("{\"to\":\"person:rosa\",\"reason\":\"hers\"}")
                .post("/v1/reviews/" + opened.review() + "/reassign")
                .then()
                .statusCode(200);

        String id = opened.review().toString();
        eventually(() -> maria.stream().anyMatch(line -> line.contains(id) && line.contains("\"what\":\"gone\"")));
        assertThat(maria)
                .anyMatch(line ->
                        line.contains(id) && line.contains("\"what\":\"opened\"") && line.contains("\"version\":1"))
                .anyMatch(line ->
                        line.contains(id) && line.contains("\"what\":\"claimed\"") && line.contains("\"version\":2"));
        eventually(() -> rosa.stream().anyMatch(line -> line.contains(id)));
        assertThat(rosa.stream().filter(line -> line.contains(id)))
                .allMatch(line -> line.contains("\"what\":\"reassigned\""));
        client.shutdownNow();
    }

    @Test
    void whatHappensOnAnotherReplicaIsHeardToo() {
        HttpClient client = HttpClient.newHttpClient();
        List<String> maria = listen(client, "maria");
        List<String> tom = listen(client, "tom");
        String id = UUID.randomUUID().toString();

        eventually(() -> {
            pool.preparedQuery("select pg_notify('review_changes', $1)")
                    .execute(
                            Tuple.of(
                                    "{\"from\":\"another\",\"change\":{\"review\":\"" + id
                                            + "\",\"state\":\"open\",\"version\":4,\"what\":\"claimed\",\"viewers\":[\"maria\"],\"gone\":[]}}"))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            return maria.stream().anyMatch(line -> line.contains(id) && line.contains("\"version\":4"));
        });
        assertThat(tom).noneMatch(line -> line.contains(id));
        client.shutdownNow();
    }
}
