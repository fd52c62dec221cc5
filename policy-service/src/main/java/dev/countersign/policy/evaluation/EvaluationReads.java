package dev.countersign.policy.evaluation;

import dev.countersign.contracts.event.Action;
import dev.countersign.policy.identity.CallerView;
import dev.countersign.policy.release.ReleaseService;
import dev.countersign.policy.waiting.Waiters;
import dev.countersign.problems.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows evaluations, now or as soon as they are decided. */
@ApplicationScoped
public class EvaluationReads {

    private static final Duration PULSE = Duration.ofSeconds(15);

    private final EvaluationRepository evaluations;
    private final GrantService grants;
    private final ReleaseService releases;
    private final Waiters waiters;

    EvaluationReads(EvaluationRepository evaluations, GrantService grants, ReleaseService releases, Waiters waiters) {
        this.evaluations = evaluations;
        this.grants = grants;
        this.releases = releases;
        this.waiters = waiters;
    }

    /**
     * Who wants to see it.
     *
     * @param agent the calling agent, if it is one
     * @param owner whether the caller is a process owner, who may see all
     */
    public record Viewer(@Nullable String agent, boolean owner) {

        public static Viewer of(CallerView caller) {
            return new Viewer(caller.agentOrNobody(), caller.isProcessOwner());
        }

        boolean maySee(EvaluationEntity entity) {
            return owner || mayExecute(entity);
        }

        /** A release is a credential of the agent that proposed the action, and shown to nobody else. */
        boolean mayExecute(EvaluationEntity entity) {
            return entity.agent.equals(agent);
        }
    }

    /**
     * What an evaluation is about.
     *
     * @param action as the agent proposed or revised it; what a person changed is in the decision
     */
    public record Subject(UUID evaluation, String process, Action action) {}

    private record Found(EvaluationEntity entity, Permit permit) {}

    /** The evaluation now; whoever may not see it cannot tell that it exists. */
    public Uni<EvaluationView> now(UUID id, Viewer viewer) {
        return Panache.withSession(() -> evaluations
                        .findById(id)
                        .map(entity -> visible(entity, viewer))
                        .chain(this::withoutRelease))
                .chain(found -> found.entity().status() == Status.RELEASED && viewer.mayExecute(found.entity())
                        ? Panache.withTransaction(() -> withRelease(id))
                        : Uni.createFrom().item(found))
                .chain(found -> view(found.entity(), found.permit()));
    }

    private Uni<Found> withoutRelease(EvaluationEntity entity) {
        return entity.status().isFinal()
                ? Uni.createFrom().item(new Found(entity, Permit.NONE))
                : grants.halts(entity).map(halted -> new Found(entity, Permit.held(halted.reasons())));
    }

    /** What the evaluation is about; whoever may not see it cannot tell that it exists. */
    public Uni<Subject> subject(UUID id, Viewer viewer) {
        return Panache.withSession(() -> evaluations.findById(id))
                .map(entity -> visible(entity, viewer))
                .map(entity -> new Subject(id, entity.process, entity.proposal().action()));
    }

    private Uni<Found> withRelease(UUID id) {
        return evaluations
                .locked(id)
                .onItem()
                .ifNull()
                .failWith(EvaluationReads::notFound)
                .chain(entity -> entity.status() == Status.RELEASED
                        ? grants.permit(entity).map(permit -> new Found(entity, permit))
                        : withoutRelease(entity));
    }

    /** The answer to a proposal: its release is at hand already, but for one that is repeated. */
    public Uni<EvaluationView> answer(EvaluationService.Answer answer) {
        EvaluationEntity entity = answer.evaluation();
        return answer.repeated()
                ? now(entity.id, new Viewer(entity.agent, false))
                : view(entity, new Permit(answer.release(), List.of()));
    }

    private Uni<EvaluationView> view(EvaluationEntity entity, Permit permit) {
        return permit.release().isEmpty()
                ? Uni.createFrom().item(EvaluationView.of(entity, null, permit.held()))
                : releases.text(permit.release().get()).map(text -> EvaluationView.of(entity, text, permit.held()));
    }

    /** The evaluation as soon as it is decided and not held back by a halt, or as it stands when the time is up. No thread waits. */
    public Uni<EvaluationView> decided(UUID id, Viewer viewer, Duration patience) {
        return waiters.waiting(id, patience, () -> now(id, viewer), EvaluationView::settled);
    }

    /** The evaluation now, and again whenever it has changed, until nothing can happen any more; the same again as a pulse. */
    public Multi<EvaluationView> changes(UUID id, Viewer viewer) {
        return waiters.changes(
                id, PULSE, () -> now(id, viewer), view -> view.status().isFinal());
    }

    private static EvaluationEntity visible(@Nullable EvaluationEntity entity, Viewer viewer) {
        if (entity == null || !viewer.maySee(entity)) {
            throw notFound();
        }
        return entity;
    }

    static Problem notFound() {
        return Problem.of(
                404, "evaluation-not-found", "No such evaluation", "There is no such evaluation that you may see.");
    }
}
