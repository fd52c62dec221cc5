package dev.countersign.policy.evaluation;

import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.policy.halt.Halts;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was once proposed and what it was answered at first, whatever became of it; replays ask it again.
 *
 * @param at when it was answered
 * @param proposal with the payload as it was proposed, before any revision or edit
 * @param owner whose review it is or was, where it has one
 * @param decision how its review ended, where it has
 */
public record Recorded(
        UUID evaluation,
        Instant at,
        String agent,
        Proposal proposal,
        Outcome outcome,
        List<Reason> reasons,
        @Nullable String owner,
        @Nullable Decision decision) {

    public Recorded {
        reasons = List.copyOf(reasons);
    }

    /**
     * A place in the order of recording, which is that of the time and, at the same time, of the id.
     *
     * @param evaluation the one at this place
     */
    public record Place(Instant at, UUID evaluation) {

        private static final UUID BEFORE_ANY = new UUID(0, 0);

        /** Before everything that was recorded at that time or later. */
        public static Place before(Instant at) {
            return new Place(at, BEFORE_ANY);
        }

        /** Whether it is the place of an evaluation, and not one before any. */
        public boolean isTaken() {
            return !evaluation.equals(BEFORE_ANY);
        }
    }

    public Place place() {
        return new Place(at, evaluation);
    }

    /** Whether the stop button answered: then nobody knows what the policy would have said. */
    public boolean isHalted() {
        return outcome == Outcome.BLOCK
                && reasons.stream().anyMatch(reason -> reason.source().equals(Halts.SOURCE));
    }
}
