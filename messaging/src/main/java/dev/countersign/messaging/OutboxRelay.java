package dev.countersign.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Runs this process's {@link Relay} for as long as the application runs. */
@Singleton
class OutboxRelay {

    private final MessagingConfig.Relay config;
    private final Map<String, Object> kafka;
    private final RelayState state;
    private final Relay relay;

    OutboxRelay(
            Pool pool,
            Doorbell doorbell,
            MessagingConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry meters,
            Clock clock) {
        this.config = config.relay();
        this.kafka = Map.copyOf(kafka);
        this.state = new RelayState(meters, clock);
        this.relay = new Relay(pool, this::producer, doorbell, this.config, state);
    }

    void start(@Observes StartupEvent started) {
        if (config.enabled()) {
            relay.start();
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (config.enabled()) {
            relay.stop();
        }
    }

    boolean isEnabled() {
        return config.enabled();
    }

    RelayState state() {
        return state;
    }

    private Producer<byte[], byte[]> producer() {
        return producer(kafka, config);
    }

    /**
     * A producer with the settings of the application ({@code kafka.*}: addresses, security) and those that the outbox needs: all
     * in-sync replicas have a message before it counts as sent, and retries neither repeat nor reorder.
     */
    static Producer<byte[], byte[]> producer(Map<String, Object> kafka, MessagingConfig.Relay config) {
        int timeout = Math.toIntExact(config.deliveryTimeout().toMillis());
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, timeout / 3));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Math.max(1, timeout / 3));
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        // The publisher says when a batch is whole; until then its messages wait for one another.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 100);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 * 1024 * 1024);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
