package dev.countersign.expressions;

import dev.countersign.contracts.event.Action;
import dev.countersign.contracts.event.Case;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an expression can see.
 *
 * @param content the case, where the proposal brought one
 * @param signals as the agent declared them
 * @param confidence 0 to 1, where the agent gave one
 */
public record Scope(
        Action action,
        @Nullable Case content,
        List<String> signals,
        @Nullable Double confidence) {

    public Scope {
        Objects.requireNonNull(action, "action");
        signals = List.copyOf(signals);
    }

    public static Scope of(Action action, @Nullable Case content, List<String> signals, @Nullable Double confidence) {
        return new Scope(action, content, signals, confidence);
    }
}
