package dev.countersign.expressions;

/** An expression that does not compile: where, and a sentence that says why. */
public final class ExpressionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    public ExpressionException(int line, int column, String message) {
        super(message);
        this.line = line;
        this.column = column;
    }

    /** Counted from 1. */
    public int line() {
        return line;
    }

    /** Counted from 1. */
    public int column() {
        return column;
    }
}
