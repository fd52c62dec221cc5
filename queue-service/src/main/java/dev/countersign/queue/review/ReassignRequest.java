package dev.countersign.queue.review;

import dev.countersign.contracts.Principal;
import java.util.Objects;

/** To whom a review goes, and why. */
record ReassignRequest(Principal to, String reason) {
    ReassignRequest {
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(reason, "reason");
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a reassignment needs its reason");
        }
    }
}
