package dev.countersign.policy.langgraph;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.payload.digest.PayloadDigest;
import dev.countersign.policy.evaluation.AgentService;
import dev.countersign.policy.evaluation.EvaluationReads;
import dev.countersign.policy.evaluation.EvaluationReads.Subject;
import dev.countersign.policy.evaluation.EvaluationReads.Viewer;
import dev.countersign.policy.evaluation.EvaluationService;
import dev.countersign.policy.evaluation.EvaluationView;
import dev.countersign.policy.evaluation.SimulationService;
import dev.countersign.policy.evaluation.Status;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Proposes what a request of a graph amounts to, or revises what it proposed before. */
@ApplicationScoped
public class DraftService {

    private static final int LONGEST_NOTE = 2_000;

    private final EvaluationService evaluations;
    private final SimulationService simulations;
    private final EvaluationReads reads;
    private final AgentService actions;
    private final ObjectMapper mapper;

    DraftService(
            EvaluationService evaluations,
            SimulationService simulations,
            EvaluationReads reads,
            AgentService actions,
            ObjectMapper mapper) {
        this.evaluations = evaluations;
        this.simulations = simulations;
        this.reads = reads;
        this.actions = actions;
        this.mapper = mapper;
    }

    /** Refuses what could not be submitted; records nothing. */
    Uni<Void> admit(String agent, String process, Draft draft) {
        return draft.revises()
                .map(former -> reads.subject(former, viewer(agent))
                        .invoke(subject -> sameAction(subject, process, draft))
                        .replaceWithVoid())
                .orElseGet(() ->
                        simulations.simulate(agent, draft.bare(process, mapper)).replaceWithVoid())
                .onFailure(Problem.class)
                .transform(problem -> draft.placed((Problem) problem));
    }

    private static void sameAction(Subject subject, String process, Draft draft) {
        if (!subject.process().equals(process)
                || !subject.action().type().equals(draft.request().name())) {
            throw Problem.of(422, "invalid-value", "Invalid value", "The body has a value that cannot be used here.")
                    .with(new Violation("/revises", "is about another process or action"));
        }
    }

    /** The evaluation that answers it. The same key again proposes nothing again. */
    Uni<UUID> submit(String agent, String process, Draft draft, @Nullable String key) {
        return draft.revises()
                .map(former -> revise(agent, former, draft).replaceWith(former))
                .orElseGet(() -> propose(agent, process, draft, key))
                .onFailure(Problem.class)
                .transform(problem -> draft.placed((Problem) problem));
    }

    private Uni<UUID> propose(String agent, String process, Draft draft, @Nullable String key) {
        return evaluations
                .propose(agent, draft.told(process, mapper), key)
                .chain(reads::answer)
                .map(view -> Objects.requireNonNull(view.id()));
    }

    /** A revision that has arrived before is the same revision. */
    private Uni<Void> revise(String agent, UUID former, Draft draft) {
        return reads.now(former, viewer(agent))
                .chain(view -> arrived(view, draft)
                        ? Uni.createFrom().voidItem()
                        : actions.revise(former, agent, draft.request().args(), note(draft)));
    }

    private static boolean arrived(EvaluationView view, Draft draft) {
        return view.status() != Status.CHANGES_REQUESTED
                && view.payloadDigest()
                        .equals(PayloadDigest.of(draft.request().args().toString()));
    }

    private static @Nullable String note(Draft draft) {
        String said = draft.request().description();
        return said == null || said.length() > LONGEST_NOTE ? null : said;
    }

    private static Viewer viewer(String agent) {
        return new Viewer(agent, false);
    }
}
