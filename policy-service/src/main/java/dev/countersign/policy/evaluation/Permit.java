package dev.countersign.policy.evaluation;

import dev.countersign.contracts.event.Reason;
import dev.countersign.policy.release.Claims;
import java.util.List;
import java.util.Optional;

/**
 * Whether an evaluation may be executed now.
 *
 * @param release the one that is good now, if any
 * @param held why there is none although it is decided, or why there will be none: everything, the process or the agent is stopped, or
 *     the decision has grown old
 */
record Permit(Optional<Claims> release, List<Reason> held) {

    static final Permit NONE = new Permit(Optional.empty(), List.of());

    Permit {
        held = List.copyOf(held);
    }

    static Permit of(Claims release) {
        return new Permit(Optional.of(release), List.of());
    }

    static Permit held(List<Reason> why) {
        return new Permit(Optional.empty(), why);
    }
}
