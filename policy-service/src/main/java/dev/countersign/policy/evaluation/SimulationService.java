package dev.countersign.policy.evaluation;

import dev.countersign.policy.identity.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Says what a proposal would be answered, and records nothing. */
@ApplicationScoped
public class SimulationService {

    private final FactsRepository facts;
    private final UsageRepository usage;
    private final Callbacks callbacks;
    private final Ids ids;

    SimulationService(FactsRepository facts, UsageRepository usage, Callbacks callbacks, Ids ids) {
        this.facts = facts;
        this.usage = usage;
        this.callbacks = callbacks;
        this.ids = ids;
    }

    /** The answer that a proposal would get now. */
    public Uni<EvaluationView> simulate(String agent, Proposal proposal) {
        ProposalCheck.readable(proposal);
        return callbacks.accept(agent, proposal).chain(() -> answer(agent, proposal));
    }

    private Uni<EvaluationView> answer(String agent, Proposal proposal) {
        return Panache.withSession(() -> facts.of(ids.next(), agent, proposal)
                .invoke(known -> ProposalCheck.complete(proposal, agent, known.policy()))
                .chain(known -> usage.usage(proposal.process(), known.limits(), known.at())
                        .map(known::verdict)
                        .map(verdict -> EvaluationView.simulated(known, verdict))));
    }
}
