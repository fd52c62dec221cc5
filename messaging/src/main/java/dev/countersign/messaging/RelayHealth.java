package dev.countersign.messaging;

import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * How publishing goes, at {@code /q/health/well}. Wellness and neither readiness nor liveness: while Kafka is away the service
 * still answers and the outbox grows; taking it out of traffic or restarting it would only make that worse.
 */
@Wellness
@Singleton
class RelayHealth implements HealthCheck {

    private final OutboxRelay relay;

    RelayHealth(OutboxRelay relay) {
        this.relay = relay;
    }

    @Override
    public HealthCheckResponse call() {
        RelayState state = relay.state();
        return HealthCheckResponse.named("outbox relay")
                .status(!relay.isEnabled()
                        || (state.isConnected() && state.failingTopics().isEmpty()))
                .withData("enabled", relay.isEnabled())
                .withData("connected", state.isConnected())
                .withData("shards", state.shards().cardinality())
                .withData("pending", state.pending())
                .withData("age", state.age().toString())
                .withData("failing", String.join(",", state.failingTopics()))
                .build();
    }
}
