package dev.countersign.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Order against a Kafka that fails at random. */
class PublisherTest {

    /** Answers each message on another thread, sometimes with a failure. */
    private static final class Flaky extends MockProducer<byte[], byte[]> implements AutoCloseable {
        private final List<String> arrived = new ArrayList<>();
        private final ExecutorService answers = Executors.newFixedThreadPool(4);
        private final Random random;
        private final double failures;

        Flaky(Random random, double failures) {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
            this.random = random;
            this.failures = failures;
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            return send(record, null);
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            boolean fails = random.nextDouble() < failures;
            if (fails && random.nextBoolean()) {
                return CompletableFuture.failedFuture(new TimeoutException("no metadata"));
            }
            return CompletableFuture.supplyAsync(
                    () -> {
                        if (fails) {
                            throw new TimeoutException("no answer");
                        }
                        synchronized (arrived) {
                            arrived.add(
                                    record.topic() + "/" + new String(record.key()) + "/" + new String(record.value()));
                        }
                        return null;
                    },
                    answers);
        }

        @Override
        public void close() {
            answers.shutdownNow();
        }
    }

    @Test
    void whateverFailsNothingOvertakesWithinAKeyAndNothingIsLost() throws Exception {
        for (int round = 0; round < 60; round++) {
            long seed = System.nanoTime() + round;
            Random random = new Random(seed);
            try (Flaky kafka = new Flaky(random, random.nextDouble() * 0.6)) {
                List<OutboxRow> table = rows(random, 80);
                Publisher publisher = new Publisher(kafka);
                List<OutboxRow> all = List.copyOf(table);
                for (int attempt = 0; !table.isEmpty(); attempt++) {
                    assertThat(attempt).as("seed %d ends", seed).isLessThan(2_000);
                    table.removeAll(publisher.publish(table).acknowledged());
                }
                assertThat(inOrderByLane(kafka.arrived))
                        .as("seed %d", seed)
                        .isEqualTo(inOrderByLane(
                                all.stream().map(PublisherTest::text).toList()));
            }
        }
    }

    @Test
    void aTopicThatFailsIsNotAskedAgainWithinABatch() throws Exception {
        try (Flaky kafka = new Flaky(new Random(1), 1.0)) {
            Publisher.Published published = new Publisher(kafka).publish(rows(new Random(2), 50));
            assertThat(published.acknowledged()).isEmpty();
            assertThat(published.failures()).containsOnlyKeys("t0", "t1");
        }
    }

    /** This Kafka takes nothing before it is told that there is no more to come; what it has been told of by then, it takes together. */
    @Test
    @Timeout(10)
    void aWaveIsSentOffOnceAndWhole() throws Exception {
        List<Integer> requests = new ArrayList<>();
        try (MockProducer<byte[], byte[]> kafka =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    private int known;

                    @Override
                    public synchronized void flush() {
                        requests.add(history().size() - known);
                        known = history().size();
                        super.flush();
                    }
                }) {
            List<OutboxRow> rows = List.of(row(1, "a"), row(2, "b"), row(3, "a"), row(4, "c"));

            assertThat(new Publisher(kafka).publish(rows).acknowledged()).hasSameElementsAs(rows);
        }
        assertThat(requests).containsExactly(3, 1);
    }

    private static OutboxRow row(long id, String key) {
        return new OutboxRow((short) 0, id, new Message("t", key, Map.of(), new byte[0]));
    }

    private static List<OutboxRow> rows(Random random, int count) {
        List<OutboxRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String key = "k" + random.nextInt(6);
            Message message = new Message("t" + random.nextInt(2), key, Map.of(), ("m" + i).getBytes());
            rows.add(new OutboxRow((short) message.shard(), i, message));
        }
        return rows;
    }

    private static String text(OutboxRow row) {
        return row.message().topic() + "/" + row.message().key() + "/"
                + new String(row.message().payload());
    }

    private static Map<String, List<String>> inOrderByLane(List<String> messages) {
        Map<String, List<String>> lanes = new HashMap<>();
        for (String message : messages) {
            int at = message.lastIndexOf('/');
            lanes.computeIfAbsent(message.substring(0, at), ignored -> new ArrayList<>())
                    .add(message.substring(at + 1));
        }
        return lanes;
    }
}
