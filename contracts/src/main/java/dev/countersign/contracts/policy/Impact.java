package dev.countersign.contracts.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an error of the process would touch. */
public enum Impact {
    @JsonProperty("internal")
    INTERNAL,
    @JsonProperty("customer")
    CUSTOMER,
    @JsonProperty("financial")
    FINANCIAL,
    @JsonProperty("regulatory")
    REGULATORY,
    @JsonProperty("safety")
    SAFETY;

    /** Whether a person must look at every action, whatever the policy would rather. */
    public boolean needsPerson() {
        return this == FINANCIAL || this == REGULATORY || this == SAFETY;
    }
}
