package dev.countersign.policy.evaluation;

import dev.countersign.policy.halt.HaltRepository;
import dev.countersign.policy.publishing.PublishedPolicies;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Reads, in the current session, what an evaluation is decided by. */
@ApplicationScoped
class FactsRepository {

    private final PublishedPolicies policies;
    private final HaltRepository halts;
    private final Clock clock;

    FactsRepository(PublishedPolicies policies, HaltRepository halts, Clock clock) {
        this.policies = policies;
        this.halts = halts;
        this.clock = clock;
    }

    Uni<Facts> of(UUID id, String agent, Proposal proposal) {
        return halts.of(proposal.process(), agent)
                .chain(halted -> policies.current(proposal.process())
                        .map(policy -> Facts.of(id, agent, proposal, policy, halted, now())));
    }

    /** As exact as the database keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
