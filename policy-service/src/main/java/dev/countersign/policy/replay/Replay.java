package dev.countersign.policy.replay;

import dev.countersign.policy.evaluation.Recorded;
import java.util.List;
import java.util.Optional;

/**
 * Asks recorded evaluations again, one after the other in the order of recording, with limits that hold what the candidate would have
 * let go by then. A policy that is replayed over what it answered itself answers the same.
 */
public final class Replay {

    private final Candidate candidate;
    private final UsageWindow window;

    /** A replay that goes on with windows as an earlier part left them. */
    public Replay(Candidate candidate, UsageWindow window) {
        this.candidate = candidate;
        this.window = window;
    }

    public static Replay of(Candidate candidate) {
        return new Replay(candidate, candidate.window());
    }

    /**
     * Something that was recorded before the candidate is tried: what then went without a person still fills the limits.
     *
     * @return what it uses up
     */
    public List<Use> before(Recorded recorded) {
        List<Use> uses = candidate.uses(recorded);
        window.add(uses);
        return uses;
    }

    /** What the candidate answers; empty where the stop button had answered. */
    public Optional<Compared> next(Recorded recorded) {
        if (recorded.isHalted()) {
            return Optional.empty();
        }
        Compared compared = candidate.answer(recorded, window.at(recorded.at()));
        window.add(compared.uses());
        return Optional.of(compared);
    }
}
