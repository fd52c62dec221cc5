package dev.countersign.expressions;

/** Compiles CEL. Whatever is compiled here can run for a bounded time only. */
public final class Expressions {

    /** Longest source, in characters. */
    public static final int MAX_SOURCE = 4096;

    /** Most elements that one evaluation runs through, over all its {@code exists}, {@code all}, {@code map} and {@code filter}. */
    public static final int MAX_ITERATIONS = 10_000;

    private Expressions() {}

    /**
     * Compiles and type-checks, for actions of any type.
     *
     * @throws ExpressionException with the place and a sentence, when it is no expression, names what does not exist, or can never
     *     yield what is expected
     */
    public static Compiled compile(String source, Type expected) throws ExpressionException {
        return Expression.of(source, expected).compiled();
    }
}
