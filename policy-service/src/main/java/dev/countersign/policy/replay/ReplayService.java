package dev.countersign.policy.replay;

import dev.countersign.policy.evaluation.RecordedRepository;
import dev.countersign.policy.hindsight.HindsightRepository;
import dev.countersign.policy.publishing.PublishedPolicy;
import dev.countersign.policy.replay.Compared.Change;
import dev.countersign.problems.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Replays recorded evaluations with a candidate: a page is read, answered on a worker thread, and forgotten. Nothing is written, no
 * session is used, and no more runs at once than is configured, so that those who propose notice little of it.
 */
@ApplicationScoped
public class ReplayService {

    private final Pool pool;
    private final RecordedRepository recorded;
    private final HindsightRepository hindsight;
    private final ReplayConfig config;
    private final MeterRegistry meters;
    private final Semaphore free;

    ReplayService(
            Pool pool,
            RecordedRepository recorded,
            HindsightRepository hindsight,
            ReplayConfig config,
            MeterRegistry meters) {
        this.pool = pool;
        this.recorded = recorded;
        this.hindsight = hindsight;
        this.config = config;
        this.meters = meters;
        this.free = new Semaphore(config.atOnce());
    }

    /**
     * What a policy would have answered.
     *
     * @throws Problem {@code replay-busy}, {@code replay-too-large}
     */
    Uni<ReplayView> replay(PublishedPolicy policy, ReplayOrder order) {
        if (!free.tryAcquire()) {
            return Uni.createFrom()
                    .failure(Problem.of(
                            503,
                            "replay-busy",
                            "Replay busy",
                            "Another replay is running here; try again in a while."));
        }
        Timer.Sample time = Timer.start(meters);
        return started(policy, order)
                .chain(run -> run(run, order).replaceWith(run))
                .map(run -> view(run, policy, order))
                .eventually(() -> {
                    free.release();
                    time.stop(meters.timer("countersign.replays"));
                });
    }

    private Uni<ReplayRun> started(PublishedPolicy policy, ReplayOrder order) {
        Candidate candidate = new Candidate(policy);
        long bound = config.maxEvaluations() + 1;
        return recorded.count(pool, order.process(), ReplayRun.begin(order.from(), candidate), order.to(), bound)
                .invoke(this::bounded)
                .chain(() -> hindsight.pace(pool, order.process(), order.from()))
                .map(pace -> new ReplayRun(order, candidate, pace));
    }

    private void bounded(long evaluations) {
        if (evaluations > config.maxEvaluations()) {
            throw Problem.of(
                    422,
                    "replay-too-large",
                    "Replay too large",
                    "There are more than " + config.maxEvaluations()
                            + " evaluations in that time and in what the limits look back to; take a shorter time.");
        }
    }

    private Uni<Void> run(ReplayRun run, ReplayOrder order) {
        return Multi.createBy()
                .repeating()
                .uni(() -> page(run, order))
                .whilst(more -> more)
                .onItem()
                .ignoreAsUni();
    }

    /** Answers the next page; false when there was none. */
    private Uni<Boolean> page(ReplayRun run, ReplayOrder order) {
        return recorded.after(pool, order.process(), run.place(), order.to(), config.page())
                .chain(page -> hindsight
                        .of(pool, page.stream().map(one -> one.evaluation()).toList())
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .invoke(known -> run.take(page, known))
                        .replaceWith(!page.isEmpty()));
    }

    private static ReplayView view(ReplayRun run, PublishedPolicy policy, ReplayOrder order) {
        @Nullable Integer version = policy.version() == 0 ? null : policy.version();
        return new ReplayView(
                order.process(),
                version,
                order.from(),
                order.to(),
                ComparisonView.of(run.tally(), run.aftermath()),
                new ReplayView.Changed(
                        run.tally().count(Change::differs),
                        run.shown().stream().map(ChangedView::of).toList(),
                        run.next()));
    }
}
