package dev.countersign.contracts.event;

import org.jspecify.annotations.Nullable;

/** A message is no event that this version of Countersign knows. Its own text is kept out of the reason: it may hold content. */
public final class UnreadableEventException extends RuntimeException {

    public UnreadableEventException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
