package dev.countersign.audit.intake;

import dev.countersign.messaging.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Listens to every topic. */
@ApplicationScoped
public class IntakeConsumer {

    private final Inbox inbox;
    private final IntakeService intake;

    IntakeConsumer(Inbox inbox, IntakeService intake) {
        this.inbox = inbox;
        this.intake = intake;
    }

    @Incoming("evaluations")
    public Uni<Void> evaluations(ConsumerRecords<String, byte[]> batch) {
        return inbox.process(batch, intake::take);
    }

    @Incoming("reviews")
    public Uni<Void> reviews(ConsumerRecords<String, byte[]> batch) {
        return inbox.process(batch, intake::take);
    }

    @Incoming("escalations")
    public Uni<Void> escalations(ConsumerRecords<String, byte[]> batch) {
        return inbox.process(batch, intake::take);
    }

    @Incoming("notifications")
    public Uni<Void> notifications(ConsumerRecords<String, byte[]> batch) {
        return inbox.process(batch, intake::take);
    }

    @Incoming("oversight")
    public Uni<Void> oversight(ConsumerRecords<String, byte[]> batch) {
        return inbox.process(batch, intake::take);
    }
}
