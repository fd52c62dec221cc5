package dev.countersign.contracts.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How soon a review with this signal should be picked up, beside its clock. */
public enum Urgency {
    @JsonProperty("normal")
    NORMAL,
    @JsonProperty("high")
    HIGH
}
