package dev.countersign.queue.review;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countersign.contracts.policy.OnExpiry;

/**
 * What each verdict says, and what it means where nobody decides; a sentence each, to stand beside the verdicts. They are the same for
 * every review: true where an agent waits, and true where none does, because what follows hangs on that.
 */
record Says(
        String approve,
        String reject,
        @JsonProperty("request-changes") String requestChanges,
        @JsonProperty("take-over") String takeOver,
        String expiry) {

    static Says of(OnExpiry onExpiry) {
        return new Says(
                "You find this right as it stands. If it waits for your word, exactly this may be done.",
                "You find this wrong. If it waits for your word, it is not done, and the agent is told why.",
                "You want this otherwise. If it waits for your word, the agent is asked for another proposal.",
                "You handle the case yourself. If it waits for your word, it is not done, and the agent is told to stop.",
                expiry(onExpiry));
    }

    private static String expiry(OnExpiry onExpiry) {
        return switch (onExpiry) {
            case REJECT -> "If nobody decides in time, that counts as a no: what waits for a word is not done.";
            case ESCALATE -> "If nobody decides in time, it goes to the next one above.";
            case PROCEED -> "If nobody decides in time, that counts as a yes: what waits for a word may be done.";
        };
    }
}
