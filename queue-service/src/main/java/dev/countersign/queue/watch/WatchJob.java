package dev.countersign.queue.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Now and then looks whether anybody watches the queues, and whether every team has members: for the metrics and the log. */
@ApplicationScoped
class WatchJob {

    private static final Logger LOG = Logger.getLogger(WatchJob.class);

    private final WatchService watch;
    private final MultiGauge unwatched;
    private final AtomicInteger emptyTeams;
    private volatile Set<String> knownEmpty = Set.of();

    WatchJob(WatchService watch, MeterRegistry meters) {
        this.watch = watch;
        unwatched = MultiGauge.builder("countersign.queues.unwatched")
                .description(
                        "Queues in which reviews wait and that none of their owners has looked at for the set time")
                .register(meters);
        emptyTeams = meters.gauge("countersign.teams.empty", new AtomicInteger());
    }

    @Scheduled(
            every = "${countersign.queue.watch.check}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return watch.watch().invoke(this::show).replaceWithVoid();
    }

    private void show(WatchService.Look look) {
        look.told()
                .forEach(queue -> LOG.warnf(
                        "Nobody watches the queue of %s in process %s: %d reviews wait",
                        queue.owner(), queue.process(), queue.open()));
        // A process whose queues are all looked at has a zero: whoever watches the watching sees that it goes on.
        Map<String, Long> byProcess = look.queues().stream()
                .collect(Collectors.groupingBy(
                        one -> one.queue().process(), Collectors.summingLong(one -> one.unwatched() ? 1 : 0)));
        unwatched.register(
                byProcess.entrySet().stream()
                        .map(row -> MultiGauge.Row.of(Tags.of("process", row.getKey()), row.getValue()))
                        .toList(),
                true);
        empty(look.directory().teams().stream()
                .filter(team -> team.members().isEmpty())
                .map(team -> team.id())
                .toList());
    }

    /** Each of them once, and not each time. */
    private void empty(List<String> teams) {
        emptyTeams.set(teams.size());
        teams.stream()
                .filter(team -> !knownEmpty.contains(team))
                .forEach(team -> LOG.warnf("Team %s has no members: nothing is routed to it", team));
        knownEmpty = Set.copyOf(teams);
    }
}
