package dev.countersign.localstack;

import org.jspecify.annotations.Nullable;

/** A part of the local stack cannot do what it was asked to; the message is a sentence for whoever started it. */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StackException(String message) {
        this(message, null);
    }

    public StackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
