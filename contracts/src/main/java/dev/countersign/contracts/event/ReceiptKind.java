package dev.countersign.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is wrong between what was decided and what was done. */
public enum ReceiptKind {
    /** It may be executed, and for too long nobody has. */
    @JsonProperty("not-executed")
    NOT_EXECUTED,
    /** Its release was used up, and for too long nobody has said what came of it. */
    @JsonProperty("not-reported")
    NOT_REPORTED,
    /** The agent says that it executed what it had no permission for. */
    @JsonProperty("executed-unreleased")
    EXECUTED_UNRELEASED,
    /** The agent says that it executed something else than what was decided, or does not say what. */
    @JsonProperty("executed-otherwise")
    EXECUTED_OTHERWISE
}
