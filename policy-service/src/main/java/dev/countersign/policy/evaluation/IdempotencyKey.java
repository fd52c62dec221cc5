package dev.countersign.policy.evaluation;

import dev.countersign.problems.Problem;
import org.jspecify.annotations.Nullable;

/** The agent's own name for a request, under which it may repeat it. */
public final class IdempotencyKey {

    private static final int MAX = 200;

    private IdempotencyKey() {}

    public static @Nullable String checked(@Nullable String key) {
        if (key != null && (key.isBlank() || key.length() > MAX)) {
            throw Problem.of(
                    422,
                    "idempotency-key-invalid",
                    "Idempotency key invalid",
                    "An Idempotency-Key has 1 to 200 characters.");
        }
        return key;
    }
}
