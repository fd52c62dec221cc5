package dev.countersign.contracts.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a person reads the payload. */
public enum Show {
    /** Fields {@code to}, {@code cc}, {@code subject} and {@code text} of the payload are an e-mail. */
    @JsonProperty("email")
    EMAIL,
    /** Field {@code text} of the payload is a message. */
    @JsonProperty("message")
    MESSAGE,
    /** The payload is a record: field, now, after. */
    @JsonProperty("record")
    RECORD
}
