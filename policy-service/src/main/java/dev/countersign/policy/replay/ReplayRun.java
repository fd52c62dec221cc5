package dev.countersign.policy.replay;

import dev.countersign.policy.evaluation.Recorded;
import dev.countersign.policy.evaluation.Recorded.Place;
import dev.countersign.policy.hindsight.Hindsight;
import dev.countersign.policy.hindsight.ReviewPace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One replay under way. Takes pages in the order of recording, and is used by one thread after the other. */
final class ReplayRun {

    private final ReplayOrder order;
    private final Replay replay;
    private final Tally tally = new Tally();
    private final AftermathCount aftermath;
    private final List<Compared> shown = new ArrayList<>();
    private Place place;
    private boolean showing;
    private boolean more;

    ReplayRun(ReplayOrder order, Candidate candidate, ReviewPace pace) {
        this.order = order;
        this.replay = Replay.of(candidate);
        this.aftermath = new AftermathCount(pace);
        this.place = Place.before(begin(order.from(), candidate));
        this.showing = order.after() == null;
    }

    /** From when on it reads: what the limits still hold at the beginning was used up before it. */
    static Instant begin(Instant from, Candidate candidate) {
        return from.minus(candidate.lookBack());
    }

    /** The last evaluation that was taken. */
    Place place() {
        return place;
    }

    void take(List<Recorded> page, Map<UUID, Hindsight> hindsight) {
        for (Recorded recorded : page) {
            take(recorded, hindsight.getOrDefault(recorded.evaluation(), Hindsight.NONE));
            place = recorded.place();
        }
    }

    private void take(Recorded recorded, Hindsight hindsight) {
        if (recorded.at().isBefore(order.from())) {
            replay.before(recorded);
            return;
        }
        replay.next(recorded).ifPresentOrElse(compared -> count(compared, hindsight), tally::addHalted);
    }

    private void count(Compared compared, Hindsight hindsight) {
        tally.add(compared);
        aftermath.add(compared, hindsight);
        if (compared.change().differs()) {
            show(compared);
        }
    }

    private void show(Compared compared) {
        if (!showing) {
            showing = compared.recorded().evaluation().equals(order.after());
        } else if (shown.size() < order.limit()) {
            shown.add(compared);
        } else {
            more = true;
        }
    }

    Tally tally() {
        return tally;
    }

    Aftermath aftermath() {
        return aftermath.result();
    }

    /** The changed evaluations of the page asked for. */
    List<Compared> shown() {
        return shown;
    }

    /** The cursor of the page after; absent where there is none. */
    @Nullable
    String next() {
        return more ? order.cursor(shown.getLast().recorded().evaluation()) : null;
    }
}
