package dev.countersign.bench.review;

import dev.countersign.bench.Rate;
import dev.countersign.bench.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** All reviewers at one desk, until all that was opened is decided. */
final class Shift {

    private final Desk desk;
    private final List<Reviewer> reviewers;
    private final Cpu cpu;

    Shift(Desk desk, List<Reviewer> reviewers, Cpu cpu) {
        this.desk = desk;
        this.reviewers = List.copyOf(reviewers);
        this.cpu = cpu;
    }

    /**
     * What it took.
     *
     * @param used of CPU from the first that was opened to the last that was decided
     */
    record Outcome(String name, Rate rate, Cpu.Used used) {

        double serviceMicros() {
            return used.service().toNanos() / 1e3 / rate.count();
        }

        double totalMicros() {
            return used.total().toNanos() / 1e3 / rate.count();
        }

        double perCpuSecond() {
            return 1e6 / totalMicros();
        }
    }

    Outcome work(int lifecycles) throws Exception {
        long keptBefore = desk.kept();
        Cpu.Used before = cpu.used(desk.pid());
        long began = System.nanoTime();
        Queue<String> open = new ConcurrentLinkedQueue<>(desk.open(lifecycles));
        List<Future<?>> working = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(reviewers.size())) {
            for (Reviewer reviewer : reviewers) {
                working.add(threads.submit(() -> {
                    work(reviewer, open);
                    return null;
                }));
            }
        }
        for (Future<?> one : working) {
            one.get();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Cpu.Used used = cpu.used(desk.pid()).minus(before);
        long kept = desk.kept() - keptBefore;
        if (kept != lifecycles) {
            throw new IOException(desk.name() + " kept the history of " + kept + " and not of " + lifecycles);
        }
        return new Outcome(desk.name(), new Rate(lifecycles, took), used);
    }

    private void work(Reviewer reviewer, Queue<String> open) throws IOException {
        try (Wire wire = new Wire("127.0.0.1", desk.port())) {
            String id = open.poll();
            while (id != null) {
                desk.work(wire, reviewer, id);
                id = open.poll();
            }
        }
    }
}
