package dev.countersign.contracts.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much may go without a person within a sliding window: a {@code count} of actions, or a {@code sum} of at most {@code max}.
 *
 * @param sum CEL over {@code action} that yields a number
 * @param then what an action past the limit gets
 * @param actions the types of action that count and are held to it; empty: all
 */
public record UsageLimit(
        String name,
        Duration per,
        @Nullable Long count,
        @Nullable String sum,
        @Nullable BigDecimal max,
        Then then,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> actions) {

    /** What lies past a limit. */
    public enum Then {
        @JsonProperty("review")
        REVIEW,
        @JsonProperty("block")
        BLOCK
    }

    public UsageLimit {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(per, "per");
        Objects.requireNonNull(then, "then");
        actions = actions == null ? List.of() : List.copyOf(actions);
    }

    /** Whether actions of this type count. */
    public boolean concerns(String actionType) {
        return actions.isEmpty() || actions.contains(actionType);
    }
}
