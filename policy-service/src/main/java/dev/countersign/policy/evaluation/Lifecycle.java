package dev.countersign.policy.evaluation;

import java.util.Map;
import java.util.Optional;

/** The one table of what may become of an evaluation. What is not in it does not happen. */
final class Lifecycle {

    private static final Map<Status, Map<Command, Status>> TABLE = Map.of(
            Status.WAITING,
            Map.of(
                    Command.RELEASE, Status.RELEASED,
                    Command.REJECT, Status.REJECTED,
                    Command.REQUEST_CHANGES, Status.CHANGES_REQUESTED,
                    Command.TAKE_OVER, Status.TAKEN_OVER,
                    Command.EXPIRE, Status.EXPIRED,
                    Command.RETURN_TO_REVIEW, Status.WAITING,
                    Command.WITHDRAW, Status.WITHDRAWN),
            Status.CHANGES_REQUESTED,
            Map.of(
                    Command.REVISE, Status.WAITING,
                    Command.WITHDRAW, Status.WITHDRAWN),
            Status.RELEASED,
            Map.of(
                    Command.REPORT_EXECUTED, Status.EXECUTED,
                    Command.REPORT_FAILED, Status.FAILED,
                    Command.WITHDRAW, Status.WITHDRAWN,
                    // The decision grew older than the policy takes, and no longer passes it.
                    Command.RETURN_TO_REVIEW, Status.WAITING));

    private Lifecycle() {}

    /** Where the command leads; empty where it cannot be followed. */
    static Optional<Status> next(Status from, Command command) {
        return Optional.ofNullable(TABLE.getOrDefault(from, Map.of()).get(command));
    }
}
