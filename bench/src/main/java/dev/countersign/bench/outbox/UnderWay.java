package dev.countersign.bench.outbox;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Events between the beginning of their transaction and the commit of their effect. */
@Singleton
class UnderWay {

    private final Map<String, Long> began = new ConcurrentHashMap<>();
    private final Queue<Long> took = new ConcurrentLinkedQueue<>();

    void begins(String key) {
        began.put(key, System.nanoTime());
    }

    void arrived(String key) {
        Long start = began.remove(key);
        if (start != null) {
            took.add(System.nanoTime() - start);
        }
    }

    /** Waits until nothing is under way; false where that takes too long. */
    boolean awaitNone(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!began.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
        return began.isEmpty();
    }

    /** How long each took, sorted, and forgotten by this. */
    long[] drain() {
        long[] sorted = took.stream().mapToLong(Long::longValue).sorted().toArray();
        took.clear();
        return sorted;
    }
}
