package dev.countersign.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

/** Closing Kafka's client waits for its thread, and that thread may be waiting for an answer to be taken. */
class BrokerClientTest {

    private static final String TOPIC = "countersign.reviews";

    private final KafkaFutureImpl<TopicDescription> described = new KafkaFutureImpl<>();
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CompletableFuture<HealthCheckResponse> answer = new CompletableFuture<>();
    private final CompletableFuture<Closing> closed = new CompletableFuture<>();
    private final BrokerReadiness readiness = new BrokerReadiness("kafka:9093", List.of(TOPIC), this::client);

    /**
     * What went on while it closed.
     *
     * @param answered whether the check was answered all the same
     * @param holding whether everybody else was held up
     */
    private record Closing(boolean answered, boolean holding) {}

    private static final class Described extends DescribeTopicsResult {
        Described(KafkaFuture<TopicDescription> topic) {
            super(null, Map.of(TOPIC, topic));
        }
    }

    private Admin client() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "describeTopics" -> {
                        asked.complete(null);
                        yield new Described(described);
                    }
                    case "close" -> {
                        closed.complete(new Closing(isAnswered(), Thread.holdsLock(readiness)));
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** Closing takes as long as that, as Kafka's own would that waits for the thread which is to answer. */
    private boolean isAnswered() throws InterruptedException, ExecutionException {
        try {
            answer.get(2, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    @Test
    void aCheckIsAnsweredWhileTheClientCloses() throws Exception {
        readiness.call().subscribe().with(answer::complete);
        asked.get(10, TimeUnit.SECONDS);
        described.complete(new TopicDescription(TOPIC, false, List.of()));

        assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo(new Closing(true, false));
        assertThat(answer.get(10, TimeUnit.SECONDS).getStatus()).isEqualTo(Status.UP);
        assertThat(readiness.call().subscribeAsCompletionStage().join().getStatus())
                .isEqualTo(Status.UP);
    }
}
