package dev.countersign.contracts.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What one wrong action costs. */
public enum CostOfError {
    @JsonProperty("low")
    LOW,
    @JsonProperty("medium")
    MEDIUM,
    @JsonProperty("high")
    HIGH
}
