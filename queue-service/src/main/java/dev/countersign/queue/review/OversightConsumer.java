package dev.countersign.queue.review;

import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.contracts.event.OversightEvent;
import dev.countersign.contracts.event.OversightEvent.EscapeReported;
import dev.countersign.contracts.event.OversightEvent.Exercise;
import dev.countersign.messaging.Inbox;
import dev.countersign.messaging.UnprocessableEventException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Hears what audit-service has a person look at: samples, and checks with a known error. */
@ApplicationScoped
class OversightConsumer {

    private final Inbox inbox;
    private final OpeningService opening;
    private final CommittedService committed;

    OversightConsumer(Inbox inbox, OpeningService opening, CommittedService committed) {
        this.inbox = inbox;
        this.opening = opening;
        this.committed = committed;
    }

    @Incoming("oversight")
    Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        List<Recorded> recorded = new ArrayList<>();
        return inbox.process(batch, envelope -> on(envelope, recorded)).invoke(() -> committed.tell(recorded));
    }

    private Uni<Void> on(EventEnvelope<?> envelope, List<Recorded> recorded) {
        if (!(envelope.event() instanceof OversightEvent event)) {
            throw new UnprocessableEventException("not an event of audit-service");
        }
        MDC.put("evaluation", event.key());
        return on(event)
                .invoke(one -> {
                    if (one != null) {
                        recorded.add(one);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<@Nullable Recorded> on(OversightEvent event) {
        return switch (event) {
            case Exercise e -> opening.open(e);
            // What got past the loop is no longer to be decided.
            case EscapeReported e -> Uni.createFrom().nullItem();
        };
    }
}
