package dev.countersign.localstack.test;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.contracts.event.EventType;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.StackException;
import dev.countersign.localstack.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** What a test puts on the topics of this run, and what it finds there. */
public final class TestTopics {

    private TestTopics() {}

    /** A message as it stands in Kafka. */
    public static final class Message {

        private final String topic;
        private final @Nullable String key;
        private final Map<String, String> headers;
        private final byte[] value;
        private @Nullable Event event;

        Message(String topic, @Nullable String key, Map<String, String> headers, byte[] value) {
            this.topic = topic;
            this.key = key;
            this.headers = headers;
            this.value = value;
        }

        public String topic() {
            return topic;
        }

        public @Nullable String key() {
            return key;
        }

        public Map<String, String> headers() {
            return headers;
        }

        public byte[] value() {
            return value;
        }

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

        /** The event that the message carries, read once. */
        public synchronized Event event() {
            Event known = event;
            if (known == null) {
                known = EventEnvelope.read(type(), value);
                event = known;
            }
            return known;
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
        try {
            ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, key, value);
            headers.forEach((name, text) -> message.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            Producing.PRODUCER.send(message).get();
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
        TopicLog log = TopicLog.of(topic);
        return log.await(condition, patience)
                .orElseThrow(
                        () -> new AssertionError("no such message on " + topic + " within " + patience + "; there were "
                                + log.all().stream().map(Message::type).toList()));
    }

    /** Every message that the topic holds now, in order within each key. */
    public static List<Message> all(String topic) {
        return TopicLog.of(topic).all();
    }

    /** Connected when the first message is sent. */
    private static final class Producing {

        private static final KafkaProducer<String, byte[]> PRODUCER = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        TestStack.join().kafka(),
                        "max.request.size",
                        Topics.MAX_MESSAGE_BYTES,
                        "acks",
                        "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
