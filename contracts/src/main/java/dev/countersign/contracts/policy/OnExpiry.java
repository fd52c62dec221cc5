package dev.countersign.contracts.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to a review that nobody decided in time. */
public enum OnExpiry {
    @JsonProperty("reject")
    REJECT,
    /** It moves up to the next owner with a clock of its own; from the last one it expires as rejected. */
    @JsonProperty("escalate")
    ESCALATE,
    @JsonProperty("proceed")
    PROCEED
}
