package dev.countersign.messaging;

/** Handling a batch failed at one event. Carries no stack of its own: the cause tells where. */
final class HandlingException extends RuntimeException {

    private final int position;

    HandlingException(int position, Throwable cause) {
        super(null, cause, false, false);
        this.position = position;
    }

    /** The event's position in its batch, or -1 where the failure is of the whole, such as a constraint checked at commit. */
    static int position(Throwable failure) {
        return failure instanceof HandlingException handling ? handling.position : -1;
    }

    /** What really happened. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof HandlingException && cause != null ? cause : failure;
    }
}
