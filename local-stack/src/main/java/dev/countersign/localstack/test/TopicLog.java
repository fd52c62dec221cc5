package dev.countersign.localstack.test;

import dev.countersign.localstack.Topics;
import dev.countersign.localstack.test.TestTopics.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A topic from its beginning, kept as it is read: a run asks thousands of times what is there, and to connect and read all of it anew each
 * time would be most of what its tests do.
 */
final class TopicLog {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Map<String, TopicLog> LOGS = new ConcurrentHashMap<>();

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Message> messages = new ArrayList<>();

    private TopicLog(String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        TestStack.join().kafka(),
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest",
                        "max.partition.fetch.bytes",
                        Topics.MAX_MESSAGE_BYTES),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    static TopicLog of(String topic) {
        return LOGS.computeIfAbsent(topic, TopicLog::new);
    }

    /** What was read before the topics were emptied is no more. */
    static void forget() {
        LOGS.values().forEach(log -> log.consumer.close());
        LOGS.clear();
    }

    /** The first message that satisfies the condition, past ones included; empty when there is none within the time. */
    Optional<Message> await(Predicate<Message> condition, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        int looked = 0;
        while (true) {
            List<Message> next = from(looked);
            for (Message message : next) {
                if (condition.test(message)) {
                    return Optional.of(message);
                }
            }
            looked += next.size();
            if (next.isEmpty() && System.nanoTime() > deadline) {
                return Optional.empty();
            }
        }
    }

    /** Every message that the topic holds now, in order within each key. */
    synchronized List<Message> all() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll();
        }
        return List.copyOf(messages);
    }

    /** What was read after so many messages; where that is nothing, what comes within a moment. */
    private synchronized List<Message> from(int looked) {
        if (looked == messages.size()) {
            poll();
        }
        return List.copyOf(messages.subList(looked, messages.size()));
    }

    private void poll() {
        consumer.poll(POLL).forEach(polled -> messages.add(message(polled)));
    }

    private static Message message(ConsumerRecord<String, byte[]> polled) {
        Map<String, String> headers = new LinkedHashMap<>();
        polled.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new Message(polled.topic(), polled.key(), headers, polled.value());
    }
}
