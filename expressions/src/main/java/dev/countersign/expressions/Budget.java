package dev.countersign.expressions;

/**
 * How much content one evaluation may touch. CEL bounds iterations but not the size of what each one reads: a thousand looks at a
 * text of a megabyte would keep a thread busy for seconds.
 */
final class Budget {

    /** Twice the largest body that is accepted by default, counted in characters, plus one for every value. */
    static final long CHARACTERS = 2L << 20;

    private long left = CHARACTERS;

    void spend(long characters) {
        left -= characters;
        if (left < 0) {
            throw new BudgetExceededException();
        }
    }

    /** Leaves the evaluation at once. */
    static final class BudgetExceededException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BudgetExceededException() {
            super("the expression read more content than an evaluation may", null, false, false);
        }
    }
}
