package dev.countersign.expressions;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An expression that does not compile: where, and a sentence that says why. */
public final class ExpressionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final @Nullable String unknown;
    private final transient Set<String> known;

    public ExpressionException(int line, int column, String message) {
        this(line, column, message, null, Set.of());
    }

    private ExpressionException(int line, int column, String message, @Nullable String unknown, Set<String> known) {
        super(message);
        this.line = line;
        this.column = column;
        this.unknown = unknown;
        this.known = known;
    }

    /** The same, about a name that is not among the known ones. */
    ExpressionException unknown(String name, Set<String> others) {
        return new ExpressionException(line, column, String.valueOf(getMessage()), name, Set.copyOf(others));
    }

    /** The same, about some types of action only. */
    ExpressionException of(String actionTypes) {
        return new ExpressionException(line, column, "for " + actionTypes + ": " + getMessage(), unknown, known);
    }

    /** Counted from 1. */
    public int line() {
        return line;
    }

    /** Counted from 1. */
    public int column() {
        return column;
    }

    /** The field that is not there, where it is that. */
    public @Nullable String unknown() {
        return unknown;
    }

    /** The fields that are there instead. */
    public Set<String> known() {
        return known;
    }
}
