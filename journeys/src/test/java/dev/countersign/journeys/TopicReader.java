package dev.countersign.journeys;

import dev.countersign.localstack.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What stands in the house's topics. */
public final class TopicReader {

    private static final Duration POLL = Duration.ofMillis(50);

    private final String bootstrapServers;

    TopicReader(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** A message with its CloudEvents attributes. */
    public record Message(String topic, String key, Map<String, String> headers, byte[] value) {

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        public String type() {
            return header("ce_type");
        }

        /** What names the event once and for all. */
        public String name() {
            return header("ce_source") + " " + header("ce_id");
        }
    }

    /** Every message that the topic holds now. */
    public List<Message> all(String topic) {
        List<Message> messages = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "enable.auto.commit",
                        false,
                        "max.partition.fetch.bytes",
                        Topics.MAX_MESSAGE_BYTES),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(polled -> messages.add(message(polled)));
            }
        }
        return messages;
    }

    private static Message message(ConsumerRecord<String, byte[]> polled) {
        Map<String, String> headers = new LinkedHashMap<>();
        polled.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new Message(polled.topic(), String.valueOf(polled.key()), headers, polled.value());
    }
}
