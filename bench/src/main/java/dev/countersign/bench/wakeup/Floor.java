package dev.countersign.bench.wakeup;

import dev.countersign.localstack.Addresses;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What no implementation can go below: one durable commit, one hop through Kafka and one more commit, one after the other, on the very
 * PostgreSQL and Kafka of the stack, and nothing else around them.
 */
final class Floor implements AutoCloseable {

    private static final String TOPIC = "bench.floor";
    private static final String DATABASE = "bench";
    private static final int BYTES = 600;
    private static final Duration POLL = Duration.ofMillis(100);

    private final Connection database;
    private final PreparedStatement insert;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;

    private Floor(
            Connection database,
            PreparedStatement insert,
            KafkaProducer<byte[], byte[]> producer,
            KafkaConsumer<byte[], byte[]> consumer) {
        this.database = database;
        this.insert = insert;
        this.producer = producer;
        this.consumer = consumer;
    }

    static Floor on(Addresses addresses) throws SQLException, ExecutionException, InterruptedException {
        topic(addresses.kafka());
        addresses.postgres().ensureDatabase(DATABASE);
        Connection database = addresses.postgres().superuser(DATABASE).getConnection();
        try (Statement statement = database.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS floor (id bigserial PRIMARY KEY, content bytea NOT NULL)");
        }
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", addresses.kafka(), "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        consumer.position(partition);
        return new Floor(
                database,
                database.prepareStatement("INSERT INTO floor (content) VALUES (?)"),
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", addresses.kafka(), "acks", "all", "linger.ms", 0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer()),
                consumer);
    }

    private static void topic(String bootstrapServers) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(Set.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** The three, once. */
    Duration once() throws SQLException {
        byte[] content = new byte[BYTES];
        long began = System.nanoTime();
        commit(content);
        producer.send(new ProducerRecord<>(TOPIC, content));
        while (consumer.poll(POLL).isEmpty()) {
            continue;
        }
        commit(content);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void commit(byte[] content) throws SQLException {
        insert.setBytes(1, content);
        insert.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        consumer.close();
        producer.close();
        database.close();
    }
}
