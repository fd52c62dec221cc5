package dev.countersign.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Messages as a consumer gets them. */
final class Records {

    private Records() {}

    static ConsumerRecord<String, byte[]> of(Message message) {
        var record = new ConsumerRecord<>(message.topic(), 3, 42L, message.key(), message.payload());
        message.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }
}
