package dev.countersign.bench.outbox;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.messaging.Inbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Has one effect for each event, and tells when it is committed. */
@Singleton
class EffectConsumer {

    private final Inbox inbox;
    private final UnderWay underWay;

    EffectConsumer(Inbox inbox, UnderWay underWay) {
        this.inbox = inbox;
        this.underWay = underWay;
    }

    @Incoming("evaluations")
    Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        return inbox.process(batch, EffectConsumer::on).invoke(() -> {
            for (ConsumerRecord<String, byte[]> message : batch) {
                underWay.arrived(message.key());
            }
        });
    }

    private static Uni<Void> on(EventEnvelope<?> envelope) {
        Effect effect = new Effect(
                UuidCreator.getTimeOrderedEpoch(),
                envelope.id(),
                envelope.event().key());
        return Panache.getSession().chain(session -> session.persist(effect));
    }
}
