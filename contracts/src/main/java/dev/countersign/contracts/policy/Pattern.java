package dev.countersign.contracts.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a person is kept in the loop of one action type; chosen on purpose, there is no default. */
public enum Pattern {
    /** Every action is reviewed before it takes effect. */
    @JsonProperty("review-before-send")
    REVIEW_BEFORE_SEND,
    /** An action is reviewed when the agent is less sure of it than the threshold, or does not say. */
    @JsonProperty("confidence-gated")
    CONFIDENCE_GATED,
    /** An action is reviewed when a signal fires. */
    @JsonProperty("exception-escalation")
    EXCEPTION_ESCALATION,
    /** Earned: nobody looks in real time, samples are read after the fact. */
    @JsonProperty("autonomous")
    AUTONOMOUS
}
