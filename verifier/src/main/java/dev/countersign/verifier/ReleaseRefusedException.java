package dev.countersign.verifier;

import org.jspecify.annotations.Nullable;

/** The release does not permit this execution. Do not execute; {@link #reason()} says why, for programs. */
public final class ReleaseRefusedException extends Exception {

    /** Why a release was refused. */
    public enum Reason {
        /** Not signed by a key of the issuer, altered, or not a release at all. */
        UNTRUSTED,
        /** Past its expiry, or not yet valid. */
        EXPIRED,
        /** Issued by somebody else, or for another audience. */
        NOT_FOR_US,
        /** Good, but for another payload. */
        OTHER_PAYLOAD,
        /** Good, but for another agent, action or target. */
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
