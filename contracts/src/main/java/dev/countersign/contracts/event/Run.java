package dev.countersign.contracts.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the agent came to the proposal, as it says. */
public record Run(
        @Nullable String id,
        @Nullable String model,
        @Nullable String promptVersion,
        @Nullable String prompt,
        List<String> permissions) {
    public Run {
        permissions = permissions == null ? List.of() : List.copyOf(permissions);
    }
}
