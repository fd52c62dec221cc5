package dev.countersign.bench.outbox;

import dev.countersign.contracts.event.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Delivers some of the messages a second time, as Kafka and a restarted relay may: the inbox must find them. */
final class Repeater implements AutoCloseable {

    private static final String MARK = "repeated";
    private static final int EVERY = 50;

    private final Thread thread;
    private final String servers;
    private volatile boolean stopping;
    private volatile long repeated;

    Repeater(String servers) {
        this.servers = servers;
        this.thread = Thread.ofPlatform().name("repeater").daemon().start(this::run);
    }

    private void run() {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "auto.offset.reset", "earliest");
        String topic = Topic.EVALUATIONS.topicName();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                var producer =
                        new KafkaProducer<>(settingsOut(), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopping) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(100))) {
                    if (message.offset() % EVERY == 0 && message.headers().lastHeader(MARK) == null) {
                        producer.send(again(message));
                        repeated++;
                    }
                }
            }
        }
    }

    private Map<String, Object> settingsOut() {
        return Map.of("bootstrap.servers", servers, "linger.ms", 20);
    }

    private static ProducerRecord<byte[], byte[]> again(ConsumerRecord<byte[], byte[]> message) {
        var record = new ProducerRecord<>(
                message.topic(), message.partition(), message.key(), message.value(), message.headers());
        record.headers().add(MARK, new byte[] {1});
        return record;
    }

    long repeated() {
        return repeated;
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        thread.join(Duration.ofSeconds(5));
    }
}
