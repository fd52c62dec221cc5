package dev.countersign.messaging;

/**
 * An event can never be handled: it goes to the dead-letter topic at once. The message becomes the recorded reason, so it is a
 * sentence for operators and holds no content.
 */
public final class UnprocessableEventException extends RuntimeException {

    public UnprocessableEventException(String reason) {
        super(reason);
    }

    public UnprocessableEventException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
