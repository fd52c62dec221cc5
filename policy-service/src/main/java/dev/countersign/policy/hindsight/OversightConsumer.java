package dev.countersign.policy.hindsight;

import dev.countersign.contracts.event.EscalationEvent;
import dev.countersign.contracts.event.EvaluationEvent;
import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.contracts.event.NotificationEvent;
import dev.countersign.contracts.event.OversightEvent.EscapeReported;
import dev.countersign.contracts.event.OversightEvent.Exercise;
import dev.countersign.contracts.event.QueueEvent;
import dev.countersign.contracts.event.ReviewEvent;
import dev.countersign.messaging.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears what oversight finds. */
@ApplicationScoped
public class OversightConsumer {

    private final Inbox inbox;
    private final HindsightService hindsight;

    OversightConsumer(Inbox inbox, HindsightService hindsight) {
        this.inbox = inbox;
        this.hindsight = hindsight;
    }

    @Incoming("oversight")
    public Uni<Void> oversight(ConsumerRecords<String, byte[]> batch) {
        return inbox.process(batch, this::on);
    }

    private Uni<Void> on(EventEnvelope<?> envelope) {
        return switch (envelope.event()) {
            case EscapeReported escape -> hindsight.escaped(escape);
            // For queue-service: what comes of them is heard as the decision of a review of that kind.
            case Exercise ignored -> Uni.createFrom().voidItem();
            case EvaluationEvent ignored -> Uni.createFrom().voidItem();
            case QueueEvent ignored -> Uni.createFrom().voidItem();
            case ReviewEvent ignored -> Uni.createFrom().voidItem();
            case EscalationEvent ignored -> Uni.createFrom().voidItem();
            case NotificationEvent ignored -> Uni.createFrom().voidItem();
        };
    }
}
