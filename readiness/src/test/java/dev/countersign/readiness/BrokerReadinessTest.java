package dev.countersign.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BrokerReadinessTest {

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final BrokerReadiness readiness =
            new BrokerReadiness("kafka:9093", List.of("countersign.reviews", "countersign.oversight"), topics -> {
                asked.incrementAndGet();
                Throwable now = failure.get();
                return now == null
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(now);
            });

    private HealthCheckResponse call() {
        return readiness.call().subscribeAsCompletionStage().join();
    }

    private String reason(Throwable cause) {
        failure.set(cause);
        HealthCheckResponse response = call();
        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        return response.getData().orElseThrow().get("reason").toString();
    }

    @Test
    void saysWhatIsInTheWay() {
        assertThat(reason(new TimeoutException("Timed out waiting for a node assignment")))
                .isEqualTo("it does not answer at kafka:9093");
        assertThat(reason(new CompletionException(
                        new SaslAuthenticationException("Authentication failed: invalid credentials"))))
                .isEqualTo("it refuses these credentials: Authentication failed: invalid credentials");
        assertThat(reason(new UnknownTopicOrPartitionException("This server does not host this topic-partition.")))
                .isEqualTo("it does not have all of countersign.reviews, countersign.oversight");
        assertThat(reason(new TopicAuthorizationException("Topic authorization failed.")))
                .isEqualTo("no right to read all of countersign.reviews, countersign.oversight");
    }

    @Test
    void saysNothingOfWhatItDoesNotKnow() {
        assertThat(reason(new IllegalStateException("password=secret"))).doesNotContain("secret");
    }

    @Test
    void isReadyForGoodOnceItWasReached() {
        assertThat(call().getStatus()).isEqualTo(Status.UP);

        failure.set(new TimeoutException("gone"));
        assertThat(call().getStatus()).isEqualTo(Status.UP);
        assertThat(asked).hasValue(1);
    }

    @Test
    void asksAgainUntilItIsThere() {
        reason(new TimeoutException("not yet"));

        failure.set(null);
        assertThat(call().getStatus()).isEqualTo(Status.UP);
        assertThat(asked).hasValue(2);
    }
}
