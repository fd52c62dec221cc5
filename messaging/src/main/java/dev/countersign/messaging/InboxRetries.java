package dev.countersign.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Tries again, after pauses, on the Vert.x context where it began, because a reactive session belongs to one. Meanwhile the
 * connector goes on polling with its partitions paused, so that the consumer stays in its group and nothing is overtaken.
 */
@Singleton
class InboxRetries {

    private static final Logger LOG = Logger.getLogger(InboxRetries.class);

    private final MeterRegistry meters;
    private final MessagingConfig.Inbox config;
    private final Backoff backoff;
    private final Random random = new Random();

    InboxRetries(MeterRegistry meters, MessagingConfig config) {
        this.meters = meters;
        this.config = config.inbox();
        this.backoff = new Backoff(this.config.backoff(), this.config.maxBackoff());
    }

    /** Tries until it works or fails for a reason that will not pass by itself. */
    Uni<Void> throughFaults(String topic, Supplier<Uni<Void>> attempt) {
        AtomicInteger failures = new AtomicInteger();
        Executor context = currentContext();
        return Uni.createFrom()
                .deferred(attempt::get)
                .onFailure(Faults::isTransient)
                .retry()
                .when(all -> all.onItem().transformToUniAndConcatenate(failure -> {
                    if (failures.get() == 0) {
                        LOG.warnf(
                                "Handling %s is held up (%s); it is tried again until it works", topic, name(failure));
                    }
                    return pause(topic, failures.incrementAndGet(), context);
                }))
                .invoke(() -> {
                    if (failures.get() > 0) {
                        LOG.infof("Handling %s goes on after %d retries", topic, failures.get());
                    }
                });
    }

    /** Tries as often as configured, the attempt that has failed already counted; unprocessable is final at once. */
    Uni<Void> someMore(String topic, Supplier<Uni<Void>> attempt) {
        AtomicInteger failures = new AtomicInteger(1);
        Executor context = currentContext();
        Function<Throwable, Uni<? extends Integer>> again = failure -> failures.get() >= config.attempts()
                        || HandlingException.cause(failure) instanceof UnprocessableEventException
                ? Uni.createFrom().failure(failure)
                : pause(topic, failures.getAndIncrement(), context);
        return pause(topic, failures.getAndIncrement(), context)
                .chain(() -> throughFaults(topic, attempt))
                .onFailure(failure -> true)
                .retry()
                .when(all -> all.onItem().transformToUniAndConcatenate(again));
    }

    private Uni<Integer> pause(String topic, int failures, Executor context) {
        meters.counter("countersign.inbox.retries", "topic", topic).increment();
        Duration pause = backoff.pause(failures, random);
        return Uni.createFrom().item(failures).onItem().delayIt().by(pause).emitOn(context);
    }

    /** The innermost class says more than the layers around it. */
    private static String name(Throwable failure) {
        Throwable cause = HandlingException.cause(failure);
        return cause.getClass().getSimpleName();
    }

    private static Executor currentContext() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : command -> context.runOnContext(ignored -> command.run());
    }
}
