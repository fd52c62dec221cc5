package dev.countersign.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an evaluation answers, the strictest last. */
public enum Outcome {
    @JsonProperty("proceed")
    PROCEED,
    @JsonProperty("review")
    REVIEW,
    @JsonProperty("block")
    BLOCK
}
