package dev.countersign.policy.callback;

import dev.countersign.policy.callback.Prepared.Left;
import dev.countersign.policy.callback.Prepared.Ready;
import dev.countersign.policy.callback.Prepared.Settled;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is due. Any number of replicas may run it at any time: each takes other rows. While one run waits for slow receivers, the
 * next ones go on with the others.
 */
@ApplicationScoped
class CallbackJob {

    private static final Logger LOG = Logger.getLogger(CallbackJob.class);

    private final AttemptService attempts;
    private final LetterService letters;
    private final Courier courier;
    private final InFlight inFlight;

    CallbackJob(AttemptService attempts, LetterService letters, Courier courier, CallbackConfig config) {
        this.attempts = attempts;
        this.letters = letters;
        this.courier = courier;
        this.inFlight = new InFlight(config.concurrency());
    }

    /** What came of an attempt; nothing where it is left to whoever comes after the lease. */
    private record Attempted(Outgoing outgoing, @Nullable Outcome outcome) {}

    /** Batch after batch, while there is something to take and room for it. */
    @Scheduled(
            identity = "callbacks",
            every = "${countersign.callback.poll:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.PROCEED,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return Multi.createBy()
                .repeating()
                .uni(this::batch)
                .whilst(taken -> taken > 0)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> batch() {
        return inFlight.beginTaking()
                ? taken().chain(prepared -> sendAll(prepared).replaceWith(prepared.size()))
                : Uni.createFrom().item(0);
    }

    /** Taken and prepared one after the other: all of it needs the session of this run. */
    private Uni<List<Prepared>> taken() {
        return attempts.take(inFlight.byReceiver(), inFlight.room())
                .invoke(all -> all.forEach(outgoing -> inFlight.add(outgoing.receiver())))
                .onTermination()
                .invoke(inFlight::endTaking)
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(letters::prepare)
                .collect()
                .asList();
    }

    /** Sent side by side; recorded one after the other on the context that owns the session, wherever an answer came in. */
    private Uni<Void> sendAll(List<Prepared> prepared) {
        Executor context = MutinyHelper.executor(Vertx.currentContext());
        return Multi.createFrom()
                .iterable(prepared)
                .onItem()
                .transformToUni(this::send)
                .merge(Math.max(1, prepared.size()))
                .emitOn(context)
                .onItem()
                .transformToUniAndConcatenate(this::conclude)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Attempted> send(Prepared prepared) {
        Outgoing outgoing = prepared.outgoing();
        return switch (prepared) {
            case Ready ready -> courier.send(ready.letter()).map(outcome -> new Attempted(outgoing, outcome));
            case Settled settled -> Uni.createFrom().item(new Attempted(outgoing, settled.outcome()));
            case Left ignored -> Uni.createFrom().item(new Attempted(outgoing, null));
        };
    }

    private Uni<Void> conclude(Attempted attempted) {
        @Nullable Outcome outcome = attempted.outcome();
        Uni<Void> recorded = outcome == null ? Uni.createFrom().voidItem() : record(attempted.outgoing(), outcome);
        return recorded.onTermination()
                .invoke(() -> inFlight.remove(attempted.outgoing().receiver()));
    }

    /** What cannot be recorded now is tried again when the lease ends; the others of the batch go on. */
    private Uni<Void> record(Outgoing outgoing, Outcome outcome) {
        log(outgoing, outcome);
        return attempts.record(outgoing, outcome)
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "What came of callback %s could not be recorded", outgoing.id()))
                .onFailure()
                .recoverWithNull();
    }

    private static void log(Outgoing outgoing, Outcome outcome) {
        MDC.put("evaluation", outgoing.evaluation().toString());
        switch (outcome) {
            case Outcome.Delivered ignored ->
                LOG.debugf("Callback %s delivered at attempt %d", outgoing.id(), outgoing.attempt());
            case Outcome.Moot ignored -> LOG.debugf("Callback %s has been overtaken", outgoing.id());
            case Outcome.Failed failed ->
                LOG.infof("Callback %s failed at attempt %d: %s", outgoing.id(), outgoing.attempt(), failed.reason());
            // Said where it is given up.
            case Outcome.Gone ignored -> LOG.debugf("Callback %s is not wanted any more", outgoing.id());
        }
        MDC.remove("evaluation");
    }

    /** Nobody lists what ended long ago; deleted in portions. */
    @Scheduled(
            identity = "callbacks-clear-out",
            every = "10m",
            delayed = "1m",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> clearOut() {
        return Multi.createBy()
                .repeating()
                .uni(attempts::clearOut)
                .whilst(deleted -> deleted > 0)
                .onItem()
                .ignoreAsUni();
    }
}
