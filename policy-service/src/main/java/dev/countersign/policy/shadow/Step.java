package dev.countersign.policy.shadow;

import dev.countersign.policy.evaluation.Recorded;
import dev.countersign.policy.evaluation.Recorded.Place;
import dev.countersign.policy.replay.Compared;
import dev.countersign.policy.replay.Replay;
import dev.countersign.policy.replay.Tally;
import dev.countersign.policy.replay.Use;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a shadow answers to the next evaluations.
 *
 * @param place the last of them
 * @param tally the counts, these included
 * @param uses what they use up of the candidate's limits
 */
record Step(Place place, Tally tally, List<Compared> compared, List<Use> uses) {

    Step {
        compared = List.copyOf(compared);
        uses = List.copyOf(uses);
    }

    /**
     * Answers a page.
     *
     * @param page at least one, in the order of recording
     * @param startedAt what was recorded before fills the limits, and is not answered
     * @param tally is added to
     */
    static Step of(Replay replay, List<Recorded> page, Instant startedAt, Tally tally) {
        List<Compared> compared = new ArrayList<>();
        List<Use> uses = new ArrayList<>();
        for (Recorded recorded : page) {
            if (recorded.at().isBefore(startedAt)) {
                uses.addAll(replay.before(recorded));
                continue;
            }
            replay.next(recorded)
                    .ifPresentOrElse(
                            answer -> {
                                tally.add(answer);
                                compared.add(answer);
                                uses.addAll(answer.uses());
                            },
                            tally::addHalted);
        }
        return new Step(page.getLast().place(), tally, compared, uses);
    }
}
