package dev.countersign.queue.routing;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Action;
import dev.countersign.expressions.Scope;
import org.jspecify.annotations.Nullable;

/**
 * An action that needs an owner, and what its policy says about that.
 *
 * @param scope what the owner expression sees
 * @param signalOwner whom a fired signal names
 * @param owner CEL that yields a principal, or several in order
 * @param accountable the last resort
 */
public record RoutingRequest(
        String process,
        Scope scope,
        @Nullable Principal signalOwner,
        String owner,
        Principal fallback,
        Principal accountable) {

    Action action() {
        return scope.action();
    }
}
