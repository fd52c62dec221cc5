package dev.countersign.contracts.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a person is told. */
public enum Channel {
    @JsonProperty("email")
    EMAIL,
    @JsonProperty("slack")
    SLACK
}
