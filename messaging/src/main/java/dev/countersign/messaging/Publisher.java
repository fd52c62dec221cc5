package dev.countersign.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches of rows to Kafka and waits until it has them. Two messages of one lane are never under way at once: whatever
 * becomes of the first, the second cannot overtake it. A batch goes out in waves of one message a lane: mostly in one, or in two
 * where an evaluation and its release were written down together.
 */
final class Publisher {

    /**
     * What became of a batch.
     *
     * @param acknowledged the rows that Kafka has
     * @param failures by topic, why one of its messages is not there; what was to follow it was held back
     */
    record Published(List<OutboxRow> acknowledged, Map<String, Throwable> failures) {}

    private record Sending(OutboxRow row, Future<?> answer) {}

    private final Producer<byte[], byte[]> producer;

    Publisher(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    Published publish(List<OutboxRow> rows) throws InterruptedException {
        Published result = new Published(new ArrayList<>(rows.size()), new HashMap<>());
        List<OutboxRow> waiting = rows;
        while (!waiting.isEmpty()) {
            List<OutboxRow> wave = new ArrayList<>();
            List<OutboxRow> later = new ArrayList<>();
            Set<OutboxRow.Lane> lanes = new HashSet<>();
            waiting.forEach(row -> (lanes.add(row.lane()) ? wave : later).add(row));
            publishWave(wave, result);
            waiting = later;
        }
        return result;
    }

    private void publishWave(List<OutboxRow> wave, Published result) throws InterruptedException {
        List<Sending> sent = new ArrayList<>(wave.size());
        for (OutboxRow row : wave) {
            // A topic that failed is left alone: each try may block for as long as its metadata is waited for.
            if (!result.failures.containsKey(row.message().topic())) {
                Sending sending = new Sending(row, send(row.message()));
                if (sending.answer.isDone()) {
                    settle(sending, result);
                } else {
                    sent.add(sending);
                }
            }
        }
        if (!sent.isEmpty()) {
            sendOff();
        }
        for (Sending sending : sent) {
            settle(sending, result);
        }
    }

    /** All of the wave in as few requests as it takes, where the producer would send the first message before it has the second. */
    private void sendOff() throws InterruptedException {
        try {
            producer.flush();
        } catch (InterruptException e) {
            throw interrupted();
        }
    }

    /** As everybody else says it: Kafka's exception leaves the thread marked. */
    private static InterruptedException interrupted() {
        Thread.interrupted();
        return new InterruptedException("while sending to Kafka");
    }

    private static void settle(Sending sending, Published result) throws InterruptedException {
        try {
            sending.answer.get();
            result.acknowledged.add(sending.row);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            result.failures.putIfAbsent(sending.row.message().topic(), cause);
        }
    }

    private Future<?> send(Message message) throws InterruptedException {
        try {
            return producer.send(record(message));
        } catch (InterruptException e) {
            throw interrupted();
        } catch (KafkaException | IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(Message message) {
        var record = new ProducerRecord<>(message.topic(), bytes(message.key()), message.payload());
        message.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    private static byte @Nullable [] bytes(@Nullable String key) {
        return key == null ? null : key.getBytes(UTF_8);
    }
}
