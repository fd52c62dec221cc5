package dev.countersign.queue.review;

import static dev.countersign.queue.review.TransitionTable.Answer.IGNORED;
import static dev.countersign.queue.review.TransitionTable.Answer.MOVES;
import static dev.countersign.queue.review.TransitionTable.Answer.REFUSED;

/**
 * Which command moves a review in which phase.
 *
 * <pre>
 *                         by a person   clock, claim,   withdraw   revise   return
 *                                       owner gone
 * OPEN                    moves         moves           moves      moves    ignored
 * CHANGES_REQUESTED       refused       ignored         moves      moves    ignored
 * APPROVED                refused       ignored         ignored    ignored  moves
 * APPROVED_WITH_CHANGES   refused       ignored         ignored    ignored  moves
 * REJECTED, TAKEN_OVER,
 * EXPIRED, WITHDRAWN      refused       ignored         ignored    ignored  ignored
 * </pre>
 *
 * <p>A revision in an open review moves it too: what is approved must be what the agent waits for.
 */
final class TransitionTable {

    /** What a command does in a phase, before its details are looked at. */
    enum Answer {
        MOVES,
        REFUSED,
        IGNORED
    }

    private TransitionTable() {}

    static Answer answer(Phase phase, Command command) {
        return switch (command) {
            case Command.ByPerson c -> phase == Phase.OPEN ? MOVES : REFUSED;
            case Command.Withdraw c -> moves(phase == Phase.OPEN || phase == Phase.CHANGES_REQUESTED);
            case Command.Revise c -> moves(phase == Phase.OPEN || phase == Phase.CHANGES_REQUESTED);
            case Command.Return c -> moves(phase == Phase.APPROVED || phase == Phase.APPROVED_WITH_CHANGES);
            case Command.StartClock c -> moves(phase == Phase.OPEN);
            case Command.Escalate c -> moves(phase == Phase.OPEN);
            case Command.Expire c -> moves(phase == Phase.OPEN);
            case Command.Reroute c -> moves(phase == Phase.OPEN);
            case Command.Lapse c -> moves(phase == Phase.OPEN);
        };
    }

    private static Answer moves(boolean here) {
        return here ? MOVES : IGNORED;
    }
}
