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
    private record Attempted(Outgoing outgoing, Outcome outcome) {}

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
                .transformToUniAndConcatenate(this::record)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Attempted> send(Prepared prepared) {
        Outgoing outgoing = prepared.outgoing();
        Uni<Outcome> outcome = switch (prepared) {
            case Ready ready -> courier.send(ready.letter());
            case Settled settled -> Uni.createFrom().item(settled.outcome());
            case Left ignored -> Uni.createFrom().nullItem();
        };
        return outcome.onTermination()
                .invoke(() -> inFlight.remove(outgoing.receiver()))
                .onItem()
                .ifNotNull()
                .transform(came -> new Attempted(outgoing, came));
    }

    /** What cannot be recorded now is tried again when the lease ends; the others of the batch go on. */
    private Uni<Void> record(Attempted attempted) {
        log(attempted);
        return attempts.record(attempted.outgoing(), attempted.outcome())
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        failure,
                        "What came of callback %s could not be recorded",
                        attempted.outgoing().id()))
                .onFailure()
                .recoverWithNull();
    }

    private static void log(Attempted attempted) {
        Outgoing outgoing = attempted.outgoing();
        MDC.put("evaluation", outgoing.evaluation().toString());
        switch (attempted.outcome()) {
            case Outcome.Delivered ignored ->
                LOG.debugf("Callback %s delivered at attempt %d", outgoing.id(), outgoing.attempt());
            case Outcome.Moot ignored -> LOG.debugf("Callback %s has been overtaken", outgoing.id());
            case Outcome.Failed failed ->
                LOG.infof("Callback %s failed at attempt %d: %s", outgoing.id(), outgoing.attempt(), failed.reason());
            case Outcome.Gone gone -> LOG.warnf("Callback %s is not wanted any more: %s", outgoing.id(), gone.reason());
        }
        MDC.remove("evaluation");
    }

    /** Lists only so many that have ended. */
    @Scheduled(
            identity = "callbacks-clear-out",
            every = "10m",
            delayed = "1m",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> clearOut() {
        return attempts.clearOut().replaceWithVoid();
    }
}
