package dev.countersign.bench.outbox;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.countersign.bench.Rate;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationWithdrawn;
import dev.countersign.contracts.event.Event;
import dev.countersign.messaging.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** The service under load: commits events as fast as it can, and then at a steady pace, and prints what came of it. */
@QuarkusMain
public final class OutboxLoad implements QuarkusApplication {

    static final int EVENTS_PER_COMMIT = 20;
    static final int TEXT = 500;

    private static final int WRITERS = 8;
    private static final int PACED_EVENTS = 2_000;
    private static final Duration PACE = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Outbox outbox;
    private final UnderWay underWay;
    private final Pool pool;
    private final Clock clock;

    OutboxLoad(Outbox outbox, UnderWay underWay, Pool pool, Clock clock) {
        this.outbox = outbox;
        this.underWay = underWay;
        this.pool = pool;
        this.clock = clock;
    }

    @Override
    public int run(String... arguments) throws Exception {
        int events = Integer.parseInt(arguments[0]);
        flood(events / 5);
        underWay.drain();
        Duration cpuBefore = cpu();
        Rate rate = flood(events);
        Duration cpu = cpu().minus(cpuBefore);
        System.out.printf(
                Locale.ROOT,
                "  %-56s %8.0f µs of CPU an event%n",
                "this service, writing and handling",
                cpu.toNanos() / 1e3 / rate.count());
        System.out.println(OutboxBench.RATE + rate.count() + " " + rate.took().toNanos());
        System.out.println("  " + percentiles("under full load, queueing included", underWay.drain()));
        paced();
        System.out.println("  " + percentiles("one event a commit, 200 commits/s", underWay.drain()));
        return check(events / 5 / EVENTS_PER_COMMIT * EVENTS_PER_COMMIT + rate.count() + PACED_EVENTS) ? 0 : 1;
    }

    /** From the first transaction's beginning to the last effect's commit. */
    private Rate flood(int events) throws Exception {
        int commits = events / EVENTS_PER_COMMIT;
        long began = System.nanoTime();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> writing = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int share = commits / WRITERS + (writer < commits % WRITERS ? 1 : 0);
                writing.add(writers.submit(() -> {
                    for (int i = 0; i < share; i++) {
                        commit(EVENTS_PER_COMMIT);
                    }
                }));
            }
            settle(writing);
        }
        awaitEffects();
        return new Rate((long) commits * EVENTS_PER_COMMIT, Duration.ofNanos(System.nanoTime() - began));
    }

    private void paced() throws Exception {
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> writing = new ArrayList<>();
            long next = System.nanoTime();
            for (int i = 0; i < PACED_EVENTS; i++) {
                next += PACE.toNanos();
                Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
                writing.add(writers.submit(() -> commit(1)));
            }
            settle(writing);
        }
        awaitEffects();
    }

    private void commit(int count) {
        List<Event> events = Stream.generate(this::event).limit(count).toList();
        events.forEach(event -> underWay.begins(event.key()));
        try {
            VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> outbox.addAll(events)));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private Event event() {
        UUID evaluation = UuidCreator.getTimeOrderedEpoch();
        return new EvaluationWithdrawn(evaluation, "bench", Payload.text(TEXT), clock.instant());
    }

    private void awaitEffects() throws InterruptedException {
        if (!underWay.awaitNone(PATIENCE)) {
            throw new IllegalStateException("not every event had its effect within " + PATIENCE);
        }
    }

    /** Every event has one effect, and none has two. */
    private boolean check(long expected) {
        Row row = pool.query("select count(*), count(distinct event) from effects")
                .execute()
                .map(rows -> rows.iterator().next())
                .subscribeAsCompletionStage()
                .join();
        boolean exact = row.getLong(0) == expected && row.getLong(1) == expected;
        System.out.printf(
                Locale.ROOT,
                "  effects %,d of %,d events, distinct %,d: %s%n",
                row.getLong(0),
                expected,
                row.getLong(1),
                exact ? "each exactly once" : "WRONG");
        return exact;
    }

    /** What this process has used so far: steadier than rates on a machine that others use too. */
    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static void settle(List<Future<?>> writing) throws ExecutionException, InterruptedException {
        for (Future<?> writer : writing) {
            writer.get();
        }
    }

    private static String percentiles(String what, long[] sorted) {
        return String.format(
                Locale.ROOT,
                "%-56s p50 %8.1f ms   p99 %8.1f ms   n %,d",
                "transaction to effect, " + what,
                percentile(sorted, 0.5),
                percentile(sorted, 0.99),
                sorted.length);
    }

    private static double percentile(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
    }
}
