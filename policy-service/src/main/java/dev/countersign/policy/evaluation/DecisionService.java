package dev.countersign.policy.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.messaging.UnprocessableEventException;
import dev.countersign.payload.digest.PayloadDigest;
import dev.countersign.policy.publishing.PublishedPolicies;
import dev.countersign.policy.publishing.PublishedPolicy;
import dev.countersign.policy.receipt.Finding;
import dev.countersign.policy.receipt.ReceiptService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Carries out what was decided about an evaluation, in the current transaction. */
@ApplicationScoped
public class DecisionService {

    private static final Logger LOG = Logger.getLogger(DecisionService.class);

    private final EvaluationRepository evaluations;
    private final PublishedPolicies policies;
    private final PassService passes;
    private final GrantService grants;
    private final ReturnService returns;
    private final ReceiptService receipts;
    private final EvaluationMetrics metrics;
    private final Callbacks callbacks;
    private final Clock clock;

    DecisionService(
            EvaluationRepository evaluations,
            PublishedPolicies policies,
            PassService passes,
            GrantService grants,
            ReturnService returns,
            ReceiptService receipts,
            EvaluationMetrics metrics,
            Callbacks callbacks,
            Clock clock) {
        this.evaluations = evaluations;
        this.policies = policies;
        this.passes = passes;
        this.grants = grants;
        this.returns = returns;
        this.receipts = receipts;
        this.metrics = metrics;
        this.callbacks = callbacks;
        this.clock = clock;
    }

    /** Carries out the end of a review. Reviews after the fact change nothing about what was decided. */
    public Uni<Void> decided(ReviewDecided event) {
        if (event.kind() != ReviewKind.LIVE) {
            return Uni.createFrom().voidItem();
        }
        return evaluations
                .locked(event.evaluation())
                .onItem()
                .ifNull()
                .failWith(() -> new UnprocessableEventException("there is no evaluation " + event.evaluation()))
                .chain(entity -> telling(
                        entity,
                        () -> policies.version(entity.process, versionOf(entity))
                                .chain(policy -> follow(entity, event, command(event, policy)))));
    }

    /** Where the agent asked for it, it is told of a change of status: none that is made in here is its own doing. */
    private Uni<Void> telling(EvaluationEntity entity, Supplier<Uni<Void>> change) {
        String former = entity.status;
        return change.get().chain(() -> {
            Callback callback =
                    entity.status.equals(former) ? null : entity.proposal().callback();
            return callback == null
                    ? Uni.createFrom().voidItem()
                    : callbacks.changed(new Callbacks.Change(
                            entity.id,
                            entity.process,
                            entity.agent,
                            callback.url(),
                            entity.status(),
                            entity.changedAt));
        });
    }

    private static int versionOf(EvaluationEntity entity) {
        return entity.policyVersion == null ? 0 : entity.policyVersion;
    }

    private static Command command(ReviewDecided event, @Nullable PublishedPolicy policy) {
        return switch (event.outcome()) {
            case APPROVED, APPROVED_WITH_CHANGES -> approval(event);
            case REJECTED -> Command.REJECT;
            case CHANGES_REQUESTED -> Command.REQUEST_CHANGES;
            case TAKEN_OVER -> Command.TAKE_OVER;
            case WITHDRAWN -> Command.WITHDRAW;
            case EXPIRED -> event.proceed() && mayProceedOnExpiry(policy) ? Command.RELEASE : Command.EXPIRE;
        };
    }

    /** Nothing goes without a decision: what claims to be an approval names who approved. */
    private static Command approval(ReviewDecided event) {
        if (!event.proceed() || event.by().isEmpty()) {
            throw new UnprocessableEventException("an approval that nobody gave, or that may not proceed");
        }
        return Command.RELEASE;
    }

    private static boolean mayProceedOnExpiry(@Nullable PublishedPolicy policy) {
        return policy != null && policy.document().sla().onExpiry() == OnExpiry.PROCEED;
    }

    private Uni<Void> follow(EvaluationEntity entity, ReviewDecided event, Command command) {
        if (Lifecycle.next(entity.status(), command).isEmpty()) {
            // The agent withdrew while the reviewer decided, say: who came first has won.
            LOG.infof(
                    "Decision %s about evaluation %s came too late: it is %s",
                    event.outcome(), entity.id, entity.status);
            return Uni.createFrom().voidItem();
        }
        entity.review = event.review();
        if (command == Command.RELEASE) {
            return release(entity, event);
        }
        settle(entity, event, command);
        return Uni.createFrom().voidItem();
    }

    private void settle(EvaluationEntity entity, ReviewDecided event, Command command) {
        entity.decision = Stored.write(
                new DecisionView(event.outcome(), event.by(), event.at(), event.reason(), event.payload()));
        entity.follow(command, now());
        metrics.decided(entity, event.at());
    }

    private Uni<Void> release(EvaluationEntity entity, ReviewDecided event) {
        JsonNode edited = event.payload();
        if (edited == null) {
            return letGo(entity, event);
        }
        return passes.objections(entity, entity.proposal().withPayload(edited))
                .chain(objections ->
                        objections.isEmpty() ? letGo(entity, event) : returns.sendBack(entity, objections));
    }

    /** A decision that is heard of too late, or while somebody presses the stop button, is kept, and nothing is released for now. */
    private Uni<Void> letGo(EvaluationEntity entity, ReviewDecided event) {
        settle(entity, event, Command.RELEASE);
        entity.payloadDigest =
                PayloadDigest.of(entity.decided().action().payload().toString());
        return grants.permit(entity)
                .chain(permit -> permit.release().isPresent()
                        ? Uni.createFrom().voidItem()
                        : receipts.expect(Finding.unused(entity.id, entity.process, entity.agent, now())));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
