package dev.countersign.queue.review;

import dev.countersign.contracts.Principal;
import java.util.Objects;

/** To whom a review goes, and why. */
record ReassignRequest(Principal to, String reason) {
    ReassignRequest {
        Objects.requireNonNull(to, "to");
        WrittenWords.require(reason, "a reassignment needs its reason");
    }
}
