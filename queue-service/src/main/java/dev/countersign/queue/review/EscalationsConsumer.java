package dev.countersign.queue.review;

import dev.countersign.contracts.event.EscalationEvent;
import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.messaging.Inbox;
import dev.countersign.messaging.UnprocessableEventException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.MDC;

/** Hears what notification-service says: by when, on to whom, and that time is up. */
@ApplicationScoped
class EscalationsConsumer {

    private final Inbox inbox;
    private final ClockService clocks;
    private final CommittedService committed;

    EscalationsConsumer(Inbox inbox, ClockService clocks, CommittedService committed) {
        this.inbox = inbox;
        this.clocks = clocks;
        this.committed = committed;
    }

    @Incoming("escalations")
    Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        List<Recorded> recorded = new ArrayList<>();
        return inbox.process(batch, envelope -> on(envelope, recorded)).invoke(() -> committed.tell(recorded));
    }

    private Uni<Void> on(EventEnvelope<?> envelope, List<Recorded> recorded) {
        if (!(envelope.event() instanceof EscalationEvent event)) {
            throw new UnprocessableEventException("not an event of notification-service");
        }
        MDC.put("evaluation", event.evaluation().toString());
        return clocks.on(event)
                .invoke(one -> {
                    if (one != null) {
                        recorded.add(one);
                    }
                })
                .replaceWithVoid();
    }
}
