package dev.countersign.queue.routing;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Action;
import java.util.List;

/**
 * What is to be decided, as far as the right to decide it goes.
 *
 * @param action with the payload that would be approved
 * @param escalatedFrom who owned it before a clock moved it on
 * @param escalatesTo whom the policy's steps may move it to
 */
public record Matter(
        String process,
        Action action,
        Principal owner,
        List<Principal> escalatedFrom,
        List<Principal> escalatesTo,
        Principal accountable) {

    public Matter {
        escalatedFrom = List.copyOf(escalatedFrom);
        escalatesTo = List.copyOf(escalatesTo);
    }
}
