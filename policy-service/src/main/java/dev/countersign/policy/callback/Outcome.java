package dev.countersign.policy.callback;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of an attempt. */
sealed interface Outcome {

    /** The agent's address has taken it. */
    record Delivered() implements Outcome {}

    /**
     * Worth another attempt.
     *
     * @param reason a code: {@code status-500}, {@code timeout}, {@code address-refused}, …
     * @param atLeast what the receiver asks for at least, or zero
     */
    record Failed(String reason, Duration atLeast) implements Outcome {
        Failed(String reason) {
            this(reason, Duration.ZERO);
        }
    }

    /** Nobody wants it there any more. */
    record Gone(String reason) implements Outcome {}

    /** Nothing was sent: it is no longer worth telling. */
    record Moot() implements Outcome {}

    /**
     * What an answer amounts to. Redirections are not followed: they lead where nobody has checked.
     *
     * @param retryAfter the header of that name; looked at where the receiver is busy
     */
    static Outcome of(int status, @Nullable String retryAfter, Instant now) {
        String reason = "status-" + status;
        return switch (status) {
            case 410 -> new Gone(reason);
            case 429, 503 -> new Failed(reason, RetryAfter.of(retryAfter, now));
            default -> status >= 200 && status < 300 ? new Delivered() : new Failed(reason);
        };
    }
}
