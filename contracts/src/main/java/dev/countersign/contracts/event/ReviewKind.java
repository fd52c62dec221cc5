package dev.countersign.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a review exists; never shown to its reviewer. */
public enum ReviewKind {
    /** An agent waits for it. */
    @JsonProperty("live")
    LIVE,
    /** After the fact: the action went without a person. */
    @JsonProperty("sample")
    SAMPLE,
    /** A known error, shown to see whether it is caught. */
    @JsonProperty("seeded")
    SEEDED
}
