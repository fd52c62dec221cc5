package dev.countersign.queue.review;

import dev.countersign.queue.database.SessionStatements;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts the open reviews of each process now and then, for whoever watches. */
@ApplicationScoped
class GaugesJob {

    private final MultiGauge open;

    GaugesJob(MeterRegistry meters) {
        open = MultiGauge.builder("countersign.reviews.open")
                .description("Reviews that wait for a person")
                .register(meters);
    }

    @Scheduled(
            every = "${countersign.queue.review.gauges}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return Panache.withSession(() -> SessionStatements.rows(
                        "select process, count(*) from review where phase = 'OPEN' group by process",
                        columns -> MultiGauge.Row.of(Tags.of("process", columns.text()), columns.count())))
                .invoke(rows -> open.register(rows, true))
                .replaceWithVoid();
    }
}
