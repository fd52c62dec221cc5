package dev.countersign.policy.replay;

import dev.countersign.contracts.event.Outcome;
import dev.countersign.policy.evaluation.Recorded;
import dev.countersign.policy.hindsight.Hindsight;
import dev.countersign.policy.hindsight.ReviewPace;
import dev.countersign.policy.replay.Aftermath.Errors;
import dev.countersign.policy.replay.Aftermath.Saved;
import dev.countersign.policy.replay.Aftermath.Slipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts up an {@link Aftermath}, one compared evaluation after the other. */
public final class AftermathCount {

    private final ReviewPace pace;
    private final Map<String, Long> noLongerAsked = new TreeMap<>();
    private final List<Slipped> shown = new ArrayList<>();
    private Saved saved = Saved.NOTHING;
    private long errors;
    private long slipped;
    private long slippedThen;

    public AftermathCount(ReviewPace pace) {
        this.pace = pace;
    }

    public void add(Compared compared, Hindsight hindsight) {
        if (compared.change().noLongerAsked()) {
            String owner = compared.recorded().owner();
            noLongerAsked.merge(owner == null ? "" : owner, 1L, Long::sum);
            if (hindsight.review() != null) {
                saved = saved.plus(pace.counted(hindsight.review()));
            }
        }
        if (hindsight.isKnownError()) {
            addError(compared, hindsight);
        }
    }

    private void addError(Compared compared, Hindsight hindsight) {
        Recorded recorded = compared.recorded();
        errors++;
        slippedThen += recorded.outcome() == Outcome.PROCEED ? 1 : 0;
        if (compared.candidate() != CandidateOutcome.PROCEED) {
            return;
        }
        slipped++;
        if (shown.size() < Errors.SHOWN) {
            shown.add(new Slipped(
                    recorded.evaluation(),
                    recorded.at(),
                    recorded.proposal().action().type(),
                    recorded.outcome(),
                    hindsight.errors()));
        }
    }

    public Aftermath result() {
        return new Aftermath(noLongerAsked, saved, new Errors(errors, slipped, slippedThen, shown), pace);
    }
}
