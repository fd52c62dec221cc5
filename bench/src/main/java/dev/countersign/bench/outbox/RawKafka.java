package dev.countersign.bench.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.bench.Rate;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The reference for the way through Kafka: produce with acks=all and consume at the same time, and nothing else. */
final class RawKafka {

    private static final String TOPIC = "bench.raw";
    private static final int PARTITIONS = 6;
    /** How long the consumer waits for what is yet to come. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private RawKafka() {}

    static Rate run(String servers, int count, int bytes) throws Exception {
        String topic = TOPIC + "." + count;
        topic(servers, topic);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long began = System.nanoTime();
            Future<?> consumed = threads.submit(() -> consume(servers, topic, count));
            produce(servers, topic, count, bytes);
            consumed.get();
            return new Rate(count, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private static void topic(String servers, String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(Set.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void produce(String servers, String topic, int count, int bytes) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers, "acks", "all", "linger.ms", 5, "compression.type", "lz4");
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(
                        topic, i % PARTITIONS, null, Payload.text(bytes).getBytes(UTF_8)));
            }
        }
    }

    private static @Nullable Void consume(String servers, String topic, int count) throws IOException {
        // Whoever asks for a new topic too soon learns of it when they ask again, which is after five minutes by
        // default.
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                servers,
                "group.id",
                topic,
                "auto.offset.reset",
                "earliest",
                "metadata.max.age.ms",
                1_000);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(Set.of(topic));
            int seen = 0;
            long heard = System.nanoTime();
            while (seen < count) {
                int more = consumer.poll(Duration.ofMillis(100)).count();
                seen += more;
                heard = more > 0 ? System.nanoTime() : heard;
                if (System.nanoTime() - heard > SILENCE.toNanos()) {
                    throw new IOException("Kafka brought " + seen + " of " + count + " messages");
                }
            }
            return null;
        }
    }
}
