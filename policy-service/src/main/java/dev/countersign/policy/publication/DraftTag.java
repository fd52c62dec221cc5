package dev.countersign.policy.publication;

import dev.countersign.problems.Problem;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The state of a draft that somebody has seen, as {@code If-Match} says it; absent, any will do. */
record DraftTag(@Nullable String header) {

    /** The entity tag of a state. */
    static String of(UUID state) {
        return "\"" + state + "\"";
    }

    /**
     * @param state absent where there is no draft
     * @throws Problem {@code stale-draft} where it is another than the one that was seen
     */
    void require(@Nullable UUID state) {
        if (header != null && !names(header, state)) {
            throw Problem.of(
                    412,
                    "stale-draft",
                    "Stale draft",
                    "The draft has changed since you saw it. Nothing was changed; look at it again.");
        }
    }

    private static boolean names(String header, @Nullable UUID state) {
        return state != null
                && (header.strip().equals("*")
                        || Arrays.stream(header.split(",", -1))
                                .map(String::strip)
                                .anyMatch(of(state)::equals));
    }
}
