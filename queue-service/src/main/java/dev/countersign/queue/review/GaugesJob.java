package dev.countersign.queue.review;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

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
        return Panache.withSession(() -> Panache.getSession()
                        .chain(session -> session.createQuery(
                                        "select process, count(*) from ReviewEntity where phase = OPEN group by process",
                                        Object[].class)
                                .getResultList()))
                .invoke(this::show)
                .replaceWithVoid();
    }

    private void show(List<Object[]> rows) {
        open.register(
                rows.stream()
                        .map(row -> MultiGauge.Row.of(Tags.of("process", (String) row[0]), (Long) row[1]))
                        .toList(),
                true);
    }
}
