package dev.countersign.expressions;

/**
 * How much content one evaluation of one expression may read. CEL bounds iterations but not the size of what each one reads: a
 * thousand looks at a text of a megabyte would keep a thread busy for seconds. An expression has a budget of its own, so that
 * whether it can be read depends on the action alone, never on the rules that were asked before it.
 */
final class Budget {

    /** Twice the largest body that is accepted by default, counted in characters, plus one for every value. */
    static final long CHARACTERS = 2L << 20;

    private long left = CHARACTERS;

    void refill() {
        left = CHARACTERS;
    }

    void spend(long characters) {
        left -= characters;
        if (left < 0) {
            throw new UnreadableException("the expression read more content than an evaluation may");
        }
    }
}
