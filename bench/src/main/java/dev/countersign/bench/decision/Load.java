package dev.countersign.bench.decision;

import dev.countersign.bench.Latencies;
import dev.countersign.bench.Rate;
import dev.countersign.bench.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Proposals over so many connections. As an open loop they come when they are due, whether or not the ones before have been answered,
 * and each is timed from when it was due.
 */
final class Load {

    private final String host;
    private final int port;
    private final List<byte[]> requests;

    /** @param requests sent in turn, again and again */
    Load(String host, int port, List<byte[]> requests) {
        this.host = host;
        this.port = port;
        this.requests = List.copyOf(requests);
    }

    /** What a run showed. */
    record Outcome(Rate rate, Latencies latencies) {}

    /** As much as goes. */
    Outcome saturating(int connections, Duration time) throws IOException, InterruptedException {
        return run(connections, time, 0);
    }

    /** So many a second. */
    Outcome offering(int perSecond, int connections, Duration time) throws IOException, InterruptedException {
        return run(connections, time, perSecond);
    }

    private Outcome run(int connections, Duration time, int perSecond) throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Future<Latencies>> workers = new ArrayList<>();
        long began;
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Wire> wires = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                wires.add(new Wire(host, port));
            }
            began = System.nanoTime();
            for (Wire wire : wires) {
                workers.add(threads.submit(() -> drive(wire, next, began, time, perSecond)));
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Latencies latencies = new Latencies();
        for (Future<Latencies> worker : workers) {
            latencies.addAll(result(worker));
        }
        return new Outcome(new Rate(latencies.count(), took), latencies);
    }

    private Latencies drive(Wire wire, AtomicInteger next, long began, Duration time, int perSecond)
            throws IOException {
        Latencies latencies = new Latencies();
        try (wire) {
            while (true) {
                int number = next.getAndIncrement();
                long due = perSecond == 0 ? System.nanoTime() : began + number * 1_000_000_000L / perSecond;
                if (due - began > time.toNanos()) {
                    return latencies;
                }
                awaitInstant(due);
                wire.exchange(requests.get(number % requests.size()), 201);
                latencies.add(Duration.ofNanos(System.nanoTime() - due));
            }
        }
    }

    private static void awaitInstant(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static Latencies result(Future<Latencies> worker) throws IOException, InterruptedException {
        try {
            return worker.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }
}
