package dev.countersign.notification.delivery;

import dev.countersign.notification.channel.MailChannel;
import dev.countersign.notification.channel.Sending;
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

/** Sends what is due. Any number of replicas may run it at any time: each takes other rows. */
@ApplicationScoped
public class DeliveryJob {

    private static final Logger LOG = Logger.getLogger(DeliveryJob.class);

    private final SendingService sending;
    private final MailChannel mail;
    private final DeliveryConfig config;

    DeliveryJob(SendingService sending, MailChannel mail, DeliveryConfig config) {
        this.sending = sending;
        this.mail = mail;
        this.config = config;
    }

    /** Batch after batch, until a batch is not full. */
    @Scheduled(
            identity = "deliveries",
            every = "${countersign.delivery.poll:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    public Uni<Void> run() {
        return Multi.createBy()
                .repeating()
                .uni(this::batch)
                .whilst(taken -> taken >= config.batch())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> batch() {
        return sending.take().flatMap(outgoing -> send(outgoing).replaceWith(outgoing.size()));
    }

    private Uni<Void> send(List<Outgoing> outgoing) {
        // Sent side by side; recorded one after the other on the context that owns the session, wherever an answer came
        // in.
        Executor context = MutinyHelper.executor(Vertx.currentContext());
        return Multi.createFrom()
                .iterable(outgoing)
                .onItem()
                .transformToUni(message ->
                        mail.send(message.notice(), message.address()).map(came -> new Attempted(message, came)))
                .merge(config.concurrency())
                .emitOn(context)
                .onItem()
                .transformToUniAndConcatenate(this::record)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private record Attempted(Outgoing message, Sending outcome) {}

    /** What cannot be recorded now is tried again when the lease ends; the others of the batch go on. */
    private Uni<Void> record(Attempted attempted) {
        log(attempted);
        return sending.record(attempted.message(), attempted.outcome())
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf(
                            failure,
                            "The outcome of delivery %s could not be recorded",
                            attempted.message().id());
                    return Uni.createFrom().voidItem();
                });
    }

    private static void log(Attempted attempted) {
        Outgoing message = attempted.message();
        MDC.put("evaluation", String.valueOf(message.evaluation()));
        switch (attempted.outcome()) {
            case Sending.Sent sent -> LOG.debugf("Delivery %s sent at attempt %d", message.id(), message.attempt());
            case Sending.TryAgain later ->
                LOG.infof("Delivery %s failed at attempt %d: %s", message.id(), message.attempt(), later.reason());
            case Sending.Refused refused ->
                LOG.warnf(
                        "Delivery %s was refused at attempt %d: %s", message.id(), message.attempt(), refused.reason());
        }
        MDC.remove("evaluation");
    }
}
