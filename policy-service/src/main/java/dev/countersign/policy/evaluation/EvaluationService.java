package dev.countersign.policy.evaluation;

import dev.countersign.policy.batch.Batcher;
import dev.countersign.policy.batch.Batcher.OverloadedException;
import dev.countersign.policy.evaluation.Recording.Answered;
import dev.countersign.policy.evaluation.Recording.Refused;
import dev.countersign.policy.evaluation.Recording.Repeated;
import dev.countersign.policy.evaluation.Recording.Result;
import dev.countersign.policy.release.Claims;
import dev.countersign.policy.request.CallerContext;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers proposals, as soon as the answer is committed; those that come together share a commit. */
@Singleton
public class EvaluationService {

    /** By class of SQLSTATE: what one row can be to blame for, by its data, a constraint, its size, or another transaction. */
    private static final Set<String> ROWS_FAULT = Set.of("22", "23", "40", "54");

    private final DraftService drafts;
    private final EvaluationRepository evaluations;
    private final EvaluationMetrics metrics;
    private final Callbacks callbacks;
    private final Batcher<Pending, Result> batcher;

    EvaluationService(
            DraftService drafts,
            RecordingService recording,
            RecordingConfig config,
            EvaluationRepository evaluations,
            EvaluationMetrics metrics,
            Callbacks callbacks) {
        this.drafts = drafts;
        this.evaluations = evaluations;
        this.metrics = metrics;
        this.callbacks = callbacks;
        this.batcher = new Batcher<>(
                new Batcher.Bounds(config.turns(), config.largest(), config.waiting()),
                pending -> {
                    metrics.batched(pending.size());
                    return recording.record(pending).toCompletionStage();
                },
                EvaluationService::mayBeOnesFault);
        metrics.waiting(batcher::waiting);
    }

    private static boolean mayBeOnesFault(Throwable failure) {
        if (failure instanceof PgException refused) {
            String state = refused.getSqlState();
            return state != null && ROWS_FAULT.contains(state.substring(0, 2));
        }
        // A connection that is lost or cannot be had is nobody's fault.
        return failure instanceof RuntimeException && !(failure instanceof VertxException);
    }

    /**
     * The answer to a proposal.
     *
     * @param repeated whether this is the answer that was given before, to the same key
     */
    public record Answer(EvaluationEntity evaluation, Optional<Claims> release, boolean repeated) {}

    /**
     * Records and answers a proposal.
     *
     * @param key the agent's own name for the request, under which it may repeat it; absent: every request is a new one
     */
    public Uni<Answer> propose(String agent, Proposal proposal, @Nullable String key) {
        ProposalCheck.readable(proposal);
        return callbacks.accept(agent, proposal).chain(() -> answered(agent, proposal, key));
    }

    /** Where it would be turned away, nothing is drawn up for it: that is most of the work. */
    private Uni<Answer> answered(String agent, Proposal proposal, @Nullable String key) {
        return batcher.full()
                ? Uni.createFrom().failure(Refusals.overloaded())
                : recorded(drafts.pending(agent, proposal, key), true);
    }

    /** Of several that come with one key to several replicas, the unique constraint lets one through; the others get its answer. */
    private Uni<Answer> recorded(Pending pending, boolean again) {
        return Uni.createFrom()
                .completionStage(() -> batcher.submit(pending))
                .emitOn(CallerContext.executor())
                .chain(this::answer)
                .onFailure(failure -> again && pending.repetition() != null && isTaken(failure))
                .recoverWithUni(() -> recorded(pending, false))
                .onFailure(OverloadedException.class)
                .transform(failure -> Refusals.overloaded());
    }

    private static boolean isTaken(Throwable failure) {
        return failure instanceof PgException refused && "23505".equals(refused.getSqlState());
    }

    private Uni<Answer> answer(Result result) {
        return switch (result) {
            case Answered recorded -> {
                metrics.evaluated(recorded.evaluation());
                yield Uni.createFrom()
                        .item(new Answer(
                                recorded.evaluation(),
                                recorded.release().stream().findFirst(),
                                false));
            }
            case Repeated former ->
                Panache.withSession(() -> evaluations.findById(former.evaluation()))
                        .map(evaluation -> new Answer(evaluation, Optional.empty(), true));
            case Refused refused -> Uni.createFrom().failure(refused.problem());
        };
    }
}
