package dev.countersign.messaging;

import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.contracts.event.UnreadableEventException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** A message as it came in: one that says an event, or one that nobody here can read. */
sealed interface Incoming {

    ConsumerRecord<String, byte[]> message();

    /** What names an event once and for all. */
    record EventName(String source, UUID id) implements Comparable<EventName> {
        @Override
        public int compareTo(EventName other) {
            int bySource = source.compareTo(other.source);
            return bySource != 0 ? bySource : id.compareTo(other.id);
        }
    }

    record Readable(ConsumerRecord<String, byte[]> message, EventEnvelope<?> envelope) implements Incoming {
        EventName name() {
            return new EventName(envelope.source(), envelope.id());
        }
    }

    record Unreadable(ConsumerRecord<String, byte[]> message, UnreadableEventException why) implements Incoming {}

    /** Reads a batch, in the order in which its partitions hold it. */
    static List<Incoming> of(ConsumerRecords<String, byte[]> batch) {
        List<Incoming> all = new ArrayList<>(batch.count());
        batch.forEach(message -> all.add(of(message)));
        return all;
    }

    private static Incoming of(ConsumerRecord<String, byte[]> message) {
        try {
            return new Readable(message, CloudEvents.read(message));
        } catch (UnreadableEventException e) {
            return new Unreadable(message, e);
        }
    }
}
