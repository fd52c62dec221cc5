package dev.countersign.queue.review;

/** Why a review goes up. */
record EscalateRequest(String reason) {
    EscalateRequest {
        WrittenWords.require(reason, "an escalation needs its reason");
    }
}
