package dev.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.localstack.Service;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever waits for something is answered when a replica is told to end, and not cut off. */
@Journey
class DrainTest {

    private static final String AGENT = "demo-agent";
    private static final String PROCESS = "drain-journey";
    private static final Duration LONG = Duration.ofSeconds(50);

    private final House house;

    DrainTest(House house) {
        this.house = house;
    }

    @Test
    void anAgentInALongPollIsAnsweredAsThingsStand() throws Exception {
        house.policy().publish(PROCESS, Policies.reviewed(PROCESS, "'team:bookings'", Policies.ALL_DAY));
        Evaluation proposed = house.policy().propose(AGENT, Policies.note(PROCESS, "diary/1", "It rained."), "drain-1");
        CompletableFuture<Answer> poll =
                CompletableFuture.supplyAsync(() -> house.policy().poll(AGENT, proposed.id(), LONG));
        Eventually.holds(
                "the poll waits",
                () -> assertThat(house.nobody(Service.POLICY)
                                .get("/q/metrics")
                                .expect(200)
                                .text())
                        .containsPattern("countersign_waiters(\\{[^}]*})? [1-9]"));

        house.services().stop(Service.POLICY);
        try {
            Answer answer = poll.get(LONG.toSeconds(), TimeUnit.SECONDS);
            assertThat(answer.expect(200).as(Evaluation.class).isWaiting()).isTrue();
        } finally {
            house.services().restart(Service.POLICY);
        }
    }

    @Test
    void aConsolesStreamEndsInGoodOrder() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        HttpRequest request = HttpRequest.newBuilder(URI.create(house.uri(Service.QUEUE) + "/v1/reviews/stream"))
                .header("Authorization", "Bearer " + house.identity().person("maria"))
                .header("Accept", "text/event-stream")
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            // On a thread of its own: where the answer is there already, this one would read until the stream ends.
            CompletableFuture<Void> stream = client.sendAsync(request, BodyHandlers.ofLines())
                    .thenAcceptAsync(answer -> answer.body().forEach(heard::add), Thread::startVirtualThread);
            Eventually.holds("the stream is open", () -> assertThat(heard).anyMatch(line -> line.startsWith(":")));

            house.services().stop(Service.QUEUE);
            try {
                // An end that was no good one would be an exception.
                stream.get(LONG.toSeconds(), TimeUnit.SECONDS);
            } finally {
                house.services().restart(Service.QUEUE);
            }
        }
    }
}
