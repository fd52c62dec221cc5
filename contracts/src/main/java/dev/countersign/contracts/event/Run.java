package dev.countersign.contracts.event;

import dev.countersign.contracts.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the agent came to the proposal, as it says.
 *
 * @param onBehalfOf the person for whom it acts; of several pairs of eyes that must approve, theirs is not one
 */
public record Run(
        @Nullable String id,
        @Nullable String model,
        @Nullable String promptVersion,
        @Nullable String prompt,
        List<String> permissions,
        @Nullable Principal onBehalfOf) {
    public Run {
        permissions = permissions == null ? List.of() : List.copyOf(permissions);
        if (onBehalfOf != null && !onBehalfOf.isPerson()) {
            throw new IllegalArgumentException("an agent acts on behalf of a person; write person:<id>");
        }
    }
}
