package dev.countersign.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countersign.contracts.Defaulted;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.policy.ActionPolicy;
import dev.countersign.contracts.policy.Impact;
import dev.countersign.contracts.policy.NotifyRoute;
import dev.countersign.contracts.policy.ReviewPolicy;
import dev.countersign.contracts.policy.SlaPolicy;
import dev.countersign.contracts.policy.Urgency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sections of the policy that the rooms behind the evaluation need, as they stood when it was made; so that no service keeps
 * a copy of another's state.
 *
 * @param signalOwner the owner that a fired signal names, before the owner that {@code review} names
 */
public record Supervision(
        String title,
        Principal accountable,
        Impact impact,
        ActionPolicy action,
        ReviewPolicy review,
        @Nullable Principal signalOwner,
        @Defaulted Urgency urgency,
        SlaPolicy sla,
        @JsonProperty("notify") List<NotifyRoute> notifyRoutes) {
    public Supervision {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(accountable, "accountable");
        Objects.requireNonNull(impact, "impact");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(review, "review");
        urgency = Objects.requireNonNullElse(urgency, Urgency.NORMAL);
        Objects.requireNonNull(sla, "sla");
        notifyRoutes = List.copyOf(notifyRoutes);
    }
}
