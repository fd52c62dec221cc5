package dev.countersign.policy.mcp;

import dev.countersign.policy.escape.EscapeReport;
import dev.countersign.policy.escape.EscapeService;
import dev.countersign.policy.escape.EscapeView;
import dev.countersign.policy.evaluation.AgentService;
import dev.countersign.policy.evaluation.EvaluationReads;
import dev.countersign.policy.evaluation.EvaluationReads.Viewer;
import dev.countersign.policy.evaluation.EvaluationResource.Report;
import dev.countersign.policy.evaluation.EvaluationResource.Revision;
import dev.countersign.policy.evaluation.EvaluationResource.Withdrawal;
import dev.countersign.policy.evaluation.EvaluationService;
import dev.countersign.policy.evaluation.EvaluationView;
import dev.countersign.policy.evaluation.IdempotencyKey;
import dev.countersign.policy.evaluation.Proposal;
import dev.countersign.policy.evaluation.SimulationService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the tools do: each what its twin does over REST, for the agent of the token. */
@ApplicationScoped
public class ToolsService {

    private static final int USUAL_WAIT = 30;

    /** Below what clients commonly give a call. */
    private static final int LONGEST_WAIT = 50;

    private final EvaluationService evaluations;
    private final SimulationService simulations;
    private final EvaluationReads reads;
    private final AgentService actions;
    private final EscapeService escapes;

    ToolsService(
            EvaluationService evaluations,
            SimulationService simulations,
            EvaluationReads reads,
            AgentService actions,
            EscapeService escapes) {
        this.evaluations = evaluations;
        this.simulations = simulations;
        this.reads = reads;
        this.actions = actions;
        this.escapes = escapes;
    }

    /** Hears that a call is still being worked on. */
    interface Progress {
        Uni<Void> waiting(EvaluationView view, int secondsWaited);
    }

    Uni<EvaluationView> propose(String agent, Arguments arguments) {
        @Nullable String key = IdempotencyKey.checked(arguments.key());
        return evaluations.propose(agent, arguments.body(Proposal.class), key).chain(reads::answer);
    }

    Uni<EvaluationView> simulate(String agent, Arguments arguments) {
        return simulations.simulate(agent, arguments.body(Proposal.class));
    }

    Uni<EvaluationView> await(String agent, Arguments arguments, Progress progress) {
        UUID id = arguments.evaluation();
        int seconds = arguments.seconds(USUAL_WAIT, LONGEST_WAIT);
        arguments.nothingElse();
        return wait(id, viewer(agent), new Turn(0, seconds), progress);
    }

    /** A part of a wait, after which the caller hears that it goes on. */
    private record Turn(int waited, int left) {
        int length() {
            return Math.min(waited == 0 ? 1 : 10, left);
        }

        Turn next() {
            return new Turn(waited + length(), left - length());
        }
    }

    private Uni<EvaluationView> wait(UUID id, Viewer viewer, Turn turn, Progress progress) {
        return reads.decided(id, viewer, Duration.ofSeconds(turn.length()))
                .chain(view -> view.status().isDecided() || turn.next().left() == 0
                        ? Uni.createFrom().item(view)
                        : progress.waiting(view, turn.next().waited())
                                .chain(() -> wait(id, viewer, turn.next(), progress)));
    }

    Uni<EvaluationView> revise(String agent, Arguments arguments) {
        UUID id = arguments.evaluation();
        Revision revision = arguments.body(Revision.class);
        return actions.revise(id, agent, revision.payload(), revision.note()).chain(() -> reads.now(id, viewer(agent)));
    }

    Uni<EvaluationView> withdraw(String agent, Arguments arguments) {
        UUID id = arguments.evaluation();
        Withdrawal withdrawal = arguments.body(Withdrawal.class);
        return actions.withdraw(id, agent, withdrawal.reason()).chain(() -> reads.now(id, viewer(agent)));
    }

    Uni<EvaluationView> report(String agent, Arguments arguments) {
        UUID id = arguments.evaluation();
        Report report = arguments.body(Report.class);
        return actions.report(id, agent, report.status(), report.digest(), report.detail())
                .chain(() -> reads.now(id, viewer(agent)));
    }

    Uni<EscapeView> escape(String agent, Arguments arguments) {
        UUID id = arguments.evaluation();
        @Nullable String key = IdempotencyKey.checked(arguments.key());
        EscapeReport report = arguments.otherwise("foundBy", "agent").body(EscapeReport.class);
        return escapes.report(id, agent, viewer(agent), report, key).map(EscapeService.Reported::escape);
    }

    private static Viewer viewer(String agent) {
        return new Viewer(agent, false);
    }
}
