package dev.countersign.messaging;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The other side of the wire. */
final class Kafka {

    private Kafka() {}

    /** Sends messages as they are and in order, all into partition 0 so that they come in few batches. */
    static void send(String servers, List<Message> messages) {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "linger.ms", 50);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (Message message : messages) {
                var record = new ProducerRecord<>(message.topic(), 0, message.key(), message.payload());
                message.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
                producer.send(record);
            }
        }
    }

    /** Reads a topic from its start until so many messages match, and returns those. */
    static List<ConsumerRecord<String, byte[]>> read(
            String servers, String topic, int count, Predicate<ConsumerRecord<String, byte[]>> which) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", servers);
        settings.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (found.size() < count && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(100))) {
                    if (which.test(message)) {
                        found.add(message);
                    }
                }
            }
        }
        return found;
    }
}
