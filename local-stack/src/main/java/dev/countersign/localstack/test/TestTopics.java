package dev.countersign.localstack.test;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.contracts.event.EventType;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.StackException;
import dev.countersign.localstack.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
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
import org.jspecify.annotations.Nullable;

/** What a test puts on the topics of this run, and what it finds there. */
public final class TestTopics {

    private static final Duration POLL = Duration.ofMillis(50);

    private TestTopics() {}

    /** A message as it stands in Kafka. */
    public record Message(String topic, @Nullable String key, Map<String, String> headers, byte[] value) {

        public @Nullable String header(String name) {
            return headers.get(name);
        }

        /** The CloudEvents type, empty where the message has none. */
        public String type() {
            return headers.getOrDefault("ce_type", "");
        }

        public String text() {
            return new String(value, StandardCharsets.UTF_8);
        }

        /** The event that the message carries. */
        public Event event() {
            return EventEnvelope.read(type(), value);
        }
    }

    /** Sends an event as {@code source} would, with a fresh id, and returns what was sent. */
    public static <E extends Event> EventEnvelope<E> produce(String source, E event) {
        EventEnvelope<E> envelope =
                new EventEnvelope<>(UUID.randomUUID(), source, EventType.of(event), event.at(), event);
        produce(envelope);
        return envelope;
    }

    /** Sends an event to its topic; returns when the broker has it. */
    public static void produce(EventEnvelope<?> envelope) {
        produce(
                Topic.of(envelope.event()).topicName(),
                envelope.event().key(),
                headers(envelope),
                EventEnvelope.write(envelope.event()));
    }

    /** The headers of an event in CloudEvents' binary mode. */
    public static Map<String, String> headers(EventEnvelope<?> envelope) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_id", envelope.id().toString());
        headers.put("ce_source", envelope.source());
        headers.put("ce_type", envelope.type().name());
        headers.put("ce_specversion", "1.0");
        headers.put("ce_time", envelope.time().toString());
        headers.put("ce_subject", envelope.event().key());
        headers.put("content-type", "application/json");
        return headers;
    }

    /** Sends any message, for those that are not as they should be; returns when the broker has it. */
    public static void produce(String topic, @Nullable String key, Map<String, String> headers, byte[] value) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                TestStack.join().kafka(),
                "max.request.size",
                Topics.MAX_MESSAGE_BYTES,
                "acks",
                "all");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, key, value);
            headers.forEach((name, text) -> message.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            producer.send(message).get();
        } catch (ExecutionException e) {
            throw new StackException("Kafka did not take the message", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }

    /** The first event of this shape on its topic that satisfies the condition, past ones included. */
    public static <E extends Event> E await(Topic topic, Class<E> shape, Predicate<E> condition, Duration patience) {
        String type = EventType.ALL.stream()
                .filter(known -> known.shape().equals(shape))
                .findFirst()
                .orElseThrow()
                .name();
        Message found = await(
                topic.topicName(),
                message -> message.type().equals(type) && condition.test(shape.cast(message.event())),
                patience);
        return shape.cast(found.event());
    }

    /** The first message of this type on the topic that satisfies the condition, past ones included. */
    public static Message await(Topic topic, String type, Predicate<Message> condition, Duration patience) {
        return await(topic.topicName(), message -> message.type().equals(type) && condition.test(message), patience);
    }

    /**
     * The first message on the topic that satisfies the condition, past ones included.
     *
     * @throws AssertionError when there is none within the time
     */
    public static Message await(String topic, Predicate<Message> condition, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> seen = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = fromTheBeginning(topic)) {
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<String, byte[]> polled : consumer.poll(POLL)) {
                    Message message = message(polled);
                    if (condition.test(message)) {
                        return message;
                    }
                    seen.add(message.type());
                }
            }
        }
        throw new AssertionError("no such message on " + topic + " within " + patience + "; there were " + seen);
    }

    /** Every message that the topic holds now, in order within each key. */
    public static List<Message> all(String topic) {
        List<Message> messages = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = fromTheBeginning(topic)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(polled -> messages.add(message(polled)));
            }
        }
        return messages;
    }

    private static KafkaConsumer<String, byte[]> fromTheBeginning(String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                TestStack.join().kafka(),
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "max.partition.fetch.bytes",
                Topics.MAX_MESSAGE_BYTES);
        KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static Message message(ConsumerRecord<String, byte[]> polled) {
        Map<String, String> headers = new LinkedHashMap<>();
        polled.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new Message(polled.topic(), polled.key(), headers, polled.value());
    }
}
