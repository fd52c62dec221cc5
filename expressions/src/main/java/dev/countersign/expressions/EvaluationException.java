package dev.countersign.expressions;

/** An expression that cannot be evaluated over what it was given, with a sentence that says why and carries no content. */
public final class EvaluationException extends Exception {

    private static final long serialVersionUID = 1L;

    public EvaluationException(String message) {
        super(message);
    }

    public EvaluationException(String message, Throwable cause) {
        super(message, cause);
    }
}
