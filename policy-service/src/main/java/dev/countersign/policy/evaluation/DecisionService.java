package dev.countersign.policy.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EvaluationEvent.DecisionReturned;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationWithdrawn;
import dev.countersign.contracts.event.Reason;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.messaging.Outbox;
import dev.countersign.messaging.UnprocessableEventException;
import dev.countersign.policy.digest.PayloadDigest;
import dev.countersign.policy.halt.HaltRepository;
import dev.countersign.policy.publishing.PublishedPolicies;
import dev.countersign.policy.publishing.PublishedPolicy;
import dev.countersign.policy.release.Claims;
import dev.countersign.policy.release.ReleaseService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Carries out what was decided about an evaluation, in the current transaction. */
@ApplicationScoped
public class DecisionService {

    private static final Logger LOG = Logger.getLogger(DecisionService.class);

    private final EvaluationRepository evaluations;
    private final UsageRepository usage;
    private final PublishedPolicies policies;
    private final HaltRepository halts;
    private final ReleaseService releases;
    private final Outbox outbox;
    private final EvaluationMetrics metrics;
    private final Callbacks callbacks;
    private final Clock clock;

    DecisionService(
            EvaluationRepository evaluations,
            UsageRepository usage,
            PublishedPolicies policies,
            HaltRepository halts,
            ReleaseService releases,
            Outbox outbox,
            EvaluationMetrics metrics,
            Callbacks callbacks,
            Clock clock) {
        this.evaluations = evaluations;
        this.usage = usage;
        this.policies = policies;
        this.halts = halts;
        this.releases = releases;
        this.outbox = outbox;
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
        Proposal decided =
                edited == null ? entity.proposal() : entity.proposal().withPayload(edited);
        return policies.current(entity.process)
                .chain(policy -> edited != null || PolicyPass.stale(policy, event.at(), now())
                        ? objections(entity, decided, policy, true)
                        : Uni.createFrom().item(List.<Reason>of()))
                .chain(objections ->
                        objections.isEmpty() ? letGo(entity, event, decided) : sendBack(entity, objections));
    }

    private Uni<List<Reason>> objections(
            EvaluationEntity entity, Proposal decided, @Nullable PublishedPolicy policy, boolean personDecided) {
        return usage.lockedUsage(
                        entity.process,
                        policy == null ? List.of() : policy.document().limits(),
                        now(),
                        entity.id)
                .map(used -> PolicyPass.objections(policy, entity.agent, decided, used, personDecided));
    }

    private Uni<Void> letGo(EvaluationEntity entity, ReviewDecided event, Proposal decided) {
        entity.payloadDigest = PayloadDigest.of(decided.action().payload());
        settle(entity, event, Command.RELEASE);
        return issue(entity).replaceWithVoid();
    }

    private Uni<Void> sendBack(EvaluationEntity entity, List<Reason> objections) {
        Instant now = now();
        entity.decision = null;
        entity.follow(Command.RETURN_TO_REVIEW, now);
        return outbox.add(new DecisionReturned(
                entity.id, entity.process, Objects.requireNonNull(entity.review), objections, now));
    }

    /** Issues a release, unless somebody has pressed the stop button. */
    private Uni<Optional<Claims>> issue(EvaluationEntity entity) {
        return halts.of(entity.process, entity.agent)
                .chain(halted -> halted.any()
                        ? Uni.createFrom().item(Optional.empty())
                        : releases.issue(Grants.of(entity))
                                .invoke(() -> metrics.released(entity))
                                .map(Optional::of));
    }

    /**
     * A release that is good now for an evaluation that is released, in the place of a former one that expired unused; none where the
     * stop button is pressed, where the release has been used up, or where the decision no longer passes the policy.
     */
    Uni<Optional<Claims>> renewed(EvaluationEntity entity) {
        return releases.standing(entity.id).chain(standing -> {
            if (standing.good(now())) {
                return Uni.createFrom().item(Optional.ofNullable(standing.claims()));
            }
            return standing.redeemed() ? Uni.createFrom().item(Optional.empty()) : renew(entity);
        });
    }

    private Uni<Optional<Claims>> renew(EvaluationEntity entity) {
        DecisionView decision = entity.decision();
        Instant decidedAt = decision == null ? entity.createdAt : decision.at();
        return policies.current(entity.process)
                .chain(policy -> PolicyPass.stale(policy, decidedAt, now())
                        ? objections(entity, asDecided(entity, decision), policy, decision != null)
                        : Uni.createFrom().item(List.<Reason>of()))
                .chain(objections -> objections.isEmpty()
                        ? issue(entity)
                        : telling(entity, () -> takeBack(entity, objections)).replaceWith(Optional.<Claims>empty()));
    }

    private static Proposal asDecided(EvaluationEntity entity, @Nullable DecisionView decision) {
        JsonNode edited = decision == null ? null : decision.payload();
        return edited == null ? entity.proposal() : entity.proposal().withPayload(edited);
    }

    /** What a person decided goes back to that person; what no person saw is withdrawn, and may be proposed again. */
    private Uni<Void> takeBack(EvaluationEntity entity, List<Reason> objections) {
        if (entity.review != null) {
            return sendBack(entity, objections);
        }
        Instant now = now();
        String why = "it grew old, and the policy no longer lets it go: "
                + objections.getFirst().detail();
        entity.decision = Stored.write(new DecisionView(Decision.WITHDRAWN, List.of(), now, why, null));
        entity.follow(Command.WITHDRAW, now);
        return outbox.add(new EvaluationWithdrawn(entity.id, entity.process, why, now));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
