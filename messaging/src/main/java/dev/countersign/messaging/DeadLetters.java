package dev.countersign.messaging;

import dev.countersign.messaging.Incoming.EventName;
import dev.countersign.messaging.Incoming.Unreadable;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Sets messages aside: once each, through the outbox, so that they are as safe as events. */
@Singleton
class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final InboxRepository repository;
    private final Outbox outbox;
    private final InboxRetries retries;
    private final MeterRegistry meters;
    private final Clock clock;
    private final String service;

    DeadLetters(
            InboxRepository repository,
            Outbox outbox,
            InboxRetries retries,
            MeterRegistry meters,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.repository = repository;
        this.outbox = outbox;
        this.retries = retries;
        this.meters = meters;
        this.clock = clock;
        this.service = service;
    }

    /** Sets a message aside that says no event. */
    Uni<Void> setAside(Unreadable incoming) {
        return setAside(incoming, incoming.why());
    }

    /** Sets a message aside for a reason. */
    Uni<Void> setAside(Incoming incoming, Throwable cause) {
        ConsumerRecord<String, byte[]> message = incoming.message();
        return retries.throughFaults(message.topic(), () -> record(message, cause));
    }

    private Uni<Void> record(ConsumerRecord<String, byte[]> message, Throwable cause) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        EventName name = DeadLetter.name(message);
        return Panache.withTransaction(() -> repository
                        .remember(List.of(name), now)
                        .map(fresh -> fresh.contains(name))
                        .call(fresh -> fresh
                                ? outbox.addMessages(List.of(DeadLetter.of(message, cause, service, now)), now)
                                : Uni.createFrom().voidItem()))
                .invoke(fresh -> {
                    if (fresh) {
                        tell(message, cause);
                    }
                })
                .replaceWithVoid();
    }

    private void tell(ConsumerRecord<String, byte[]> message, Throwable cause) {
        meters.counter("countersign.inbox.dead_lettered", "topic", message.topic())
                .increment();
        LOG.errorf(
                "Set aside %s/%d@%d (%s %s): %s",
                message.topic(),
                message.partition(),
                message.offset(),
                CloudEvents.header(message, CloudEvents.TYPE),
                CloudEvents.header(message, CloudEvents.ID),
                DeadLetter.reason(cause));
    }
}
