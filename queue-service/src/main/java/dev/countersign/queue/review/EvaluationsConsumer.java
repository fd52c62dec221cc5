package dev.countersign.queue.review;

import dev.countersign.contracts.event.EvaluationEvent;
import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.messaging.Inbox;
import dev.countersign.messaging.UnprocessableEventException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Hears what policy-service says: there is something to review, or no longer, or again. */
@ApplicationScoped
class EvaluationsConsumer {

    private final Inbox inbox;
    private final OpeningService opening;
    private final EvaluationService evaluations;
    private final CommittedService committed;

    EvaluationsConsumer(
            Inbox inbox, OpeningService opening, EvaluationService evaluations, CommittedService committed) {
        this.inbox = inbox;
        this.opening = opening;
        this.evaluations = evaluations;
        this.committed = committed;
    }

    @Incoming("evaluations")
    Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        List<Recorded> recorded = new ArrayList<>();
        return inbox.process(batch, envelope -> on(envelope, recorded)).invoke(() -> committed.tell(recorded));
    }

    private Uni<Void> on(EventEnvelope<?> envelope, List<Recorded> recorded) {
        if (!(envelope.event() instanceof EvaluationEvent event)) {
            throw new UnprocessableEventException("not an event of policy-service");
        }
        MDC.put("evaluation", event.key());
        return on(event)
                .invoke(one -> {
                    if (one != null) {
                        recorded.add(one);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<@Nullable Recorded> on(EvaluationEvent event) {
        return switch (event) {
            case EvaluationEvent.EvaluationRecorded e -> opening.open(e);
            case EvaluationEvent.EvaluationSampled e -> Uni.createFrom().nullItem();
            case EvaluationEvent.EvaluationWithdrawn e -> evaluations.withdraw(e);
            case EvaluationEvent.EvaluationRevised e -> evaluations.revise(e);
            case EvaluationEvent.DecisionReturned e -> evaluations.giveBack(e);
            case EvaluationEvent.ReleaseIssued e -> Uni.createFrom().nullItem();
            case EvaluationEvent.ReleaseRedeemed e -> Uni.createFrom().nullItem();
            case EvaluationEvent.ExecutionReported e -> Uni.createFrom().nullItem();
            case EvaluationEvent.EscapeClaimed e -> Uni.createFrom().nullItem();
            case EvaluationEvent.PolicyPublished e -> Uni.createFrom().nullItem();
            case EvaluationEvent.PublicationAgreed e -> Uni.createFrom().nullItem();
            case EvaluationEvent.Halted e -> Uni.createFrom().nullItem();
            case EvaluationEvent.Resumed e -> Uni.createFrom().nullItem();
            case EvaluationEvent.EverythingHalted e -> Uni.createFrom().nullItem();
            case EvaluationEvent.EverythingResumed e -> Uni.createFrom().nullItem();
            case EvaluationEvent.EvaluationRefreshed e -> evaluations.refresh(e);
            case EvaluationEvent.ReceiptOpened e -> Uni.createFrom().nullItem();
            case EvaluationEvent.ReceiptClosed e -> Uni.createFrom().nullItem();
        };
    }
}
