package dev.countersign.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a review ended. */
public enum Decision {
    @JsonProperty("approved")
    APPROVED,
    @JsonProperty("approved-with-changes")
    APPROVED_WITH_CHANGES,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("changes-requested")
    CHANGES_REQUESTED,
    @JsonProperty("taken-over")
    TAKEN_OVER,
    @JsonProperty("expired")
    EXPIRED,
    @JsonProperty("withdrawn")
    WITHDRAWN;

    /** Whether a person decided, so that it counts towards the unchanged-approval rate. */
    public boolean byPerson() {
        return this != EXPIRED && this != WITHDRAWN;
    }
}
