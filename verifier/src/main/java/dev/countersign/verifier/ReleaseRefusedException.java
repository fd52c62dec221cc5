package dev.countersign.verifier;

import org.jspecify.annotations.Nullable;

/** The release does not permit this execution. Do not execute; {@link #reason()} says why, for programs. */
public final class ReleaseRefusedException extends Exception {

    /** Why a release was refused. */
    public enum Reason {
        /** Not signed by a key of the issuer, altered, or not a release at all. */
        UNTRUSTED,
        /** The issuer's keys cannot be fetched, and none is known yet that would do: nobody knows. Try again later. */
        KEYS_UNAVAILABLE,
        /** Past its expiry, and the tolerated difference of clocks. */
        EXPIRED,
        /** Issued later than it is by the clock here, and the tolerated difference of clocks: look at the clocks. */
        NOT_YET_VALID,
        /** Issued by somebody else, or for another audience. */
        NOT_FOR_US,
        /** Good, but for another payload. */
        OTHER_PAYLOAD,
        /** Good, but for another process, agent, action or target. */
        OTHER_EXECUTION,
        /** Good once, and that was used. */
        ALREADY_USED
    }

    private final Reason reason;

    ReleaseRefusedException(Reason reason, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
