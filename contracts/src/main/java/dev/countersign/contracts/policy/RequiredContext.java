package dev.countersign.contracts.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a proposal must bring along, so that nobody approves blind. */
public enum RequiredContext {
    @JsonProperty("sources")
    SOURCES,
    @JsonProperty("case")
    CASE
}
