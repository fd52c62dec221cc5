package dev.countersign.readiness;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/** Kafka, and in it the topics that this service reads. A consumer alone would wait in silence for whichever of them is missing. */
@Readiness
@Singleton
final class BrokerReadiness implements AsyncHealthCheck {

    private static final Pattern TOPIC = Pattern.compile("mp\\.messaging\\.incoming\\.[^.]+\\.topic");
    private static final int TIMEOUT_MILLIS = 1_500;

    private final Reached broker = new Reached("Kafka");
    private final String at;
    private final List<String> topics;
    private final Function<List<String>, Uni<Void>> ask;
    private final Supplier<Admin> clients;
    private volatile @Nullable Admin admin;

    @Inject
    BrokerReadiness(@Identifier("default-kafka-broker") Map<String, Object> kafka, Config config) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        this.at = String.valueOf(kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
        this.topics = topics(config);
        this.clients = () -> Admin.create(settings);
        this.ask = this::describe;
    }

    /** By clients that are made elsewhere. */
    BrokerReadiness(String at, List<String> topics, Supplier<Admin> clients) {
        this.at = at;
        this.topics = topics;
        this.clients = clients;
        this.ask = this::describe;
    }

    BrokerReadiness(String at, List<String> topics, Function<List<String>, Uni<Void>> ask) {
        this.at = at;
        this.topics = topics;
        this.clients = () -> {
            throw new IllegalStateException("asked without a client");
        };
        this.ask = ask;
    }

    private static List<String> topics(Config config) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> TOPIC.matcher(name).matches())
                .map(name -> config.getValue(name, String.class))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return broker.check(() -> ask.apply(topics), this::reason).invoke(answer -> {
            if (broker.isReached() && admin != null) {
                Infrastructure.getDefaultWorkerPool().execute(this::close);
            }
        });
    }

    /** Making the client looks names up, which blocks. */
    private Uni<Void> describe(List<String> wanted) {
        return Uni.createFrom()
                .completionStage(
                        () -> admin().describeTopics(wanted).allTopicNames().toCompletionStage())
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .replaceWithVoid();
    }

    private synchronized Admin admin() {
        Admin known = admin;
        if (known == null) {
            known = clients.get();
            admin = known;
        }
        return known;
    }

    /**
     * Waits until the client's thread has ended, which may be answering another check: so neither on a thread that answers one nor with
     * anything held that such an answer wants.
     */
    private void close() {
        Admin known = taken();
        if (known != null) {
            known.close(Duration.ZERO);
        }
    }

    private synchronized @Nullable Admin taken() {
        Admin known = admin;
        admin = null;
        return known;
    }

    void stop(@Observes ShutdownEvent stopping) {
        close();
    }

    /** Kafka's own sentences hold no passwords; those of other failures stay out. */
    private String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case AuthenticationException refused -> "it refuses these credentials: " + refused.getMessage();
            case AuthorizationException refused -> "no right to read all of " + String.join(", ", topics);
            case UnknownTopicOrPartitionException missing -> "it does not have all of " + String.join(", ", topics);
            case TimeoutException silent -> "it does not answer at " + at;
            case java.util.concurrent.TimeoutException silent -> "it does not answer at " + at;
            default -> "it cannot be asked at " + at + " (" + cause.getClass().getSimpleName() + ")";
        };
    }
}
