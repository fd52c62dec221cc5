package dev.countersign.queue.routing;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Action;
import dev.countersign.contracts.event.Case;
import dev.countersign.expressions.Scope;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A proposal and the lines of a policy that decide its owner. The policy is asked for, since this room keeps none.
 *
 * @param signalOwner the owner of a signal that is to have fired
 */
record ExplainRequest(
        String process,
        Action action,
        @JsonProperty("case") @Nullable Case content,
        List<String> signals,
        @Nullable Double confidence,
        @Nullable Principal signalOwner,
        Review review,
        Principal accountable) {

    /** The owner section of the policy. */
    record Review(String owner, Principal fallback) {
        Review {
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(fallback, "fallback");
        }
    }

    ExplainRequest {
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(action, "action");
        signals = signals == null ? List.of() : List.copyOf(signals);
        Objects.requireNonNull(review, "review");
        Objects.requireNonNull(accountable, "accountable");
    }

    RoutingRequest routing() {
        return new RoutingRequest(
                process,
                Scope.of(action, content, signals, confidence),
                signalOwner,
                review.owner(),
                review.fallback(),
                accountable);
    }
}
