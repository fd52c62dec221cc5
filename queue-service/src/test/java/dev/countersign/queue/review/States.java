package dev.countersign.queue.review;

import dev.countersign.contracts.Principal;
import java.time.Instant;
import java.util.List;

/** Reviews to begin a test with. */
final class States {

    static final Instant OPENED = Instant.parse("2026-11-22T09:00:00Z");

    private States() {}

    /** Owned by team bookings, one approval of {@code d1} needed. */
    static ReviewState open() {
        return open(1);
    }

    static ReviewState open(int needed) {
        return ReviewState.opened(Principal.team("bookings"), Ballot.fresh(needed, "d1"), OPENED);
    }

    static ReviewState in(Phase phase) {
        return phase == Phase.OPEN
                ? open()
                : open().ended(new Ending(phase.outcome(), List.of(), null, false, OPENED.plusSeconds(60)));
    }
}
