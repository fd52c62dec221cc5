package dev.countersign.queue.payload;

import dev.countersign.expressions.EvaluationException;
import dev.countersign.expressions.ExpressionException;
import dev.countersign.expressions.Scope;
import dev.countersign.expressions.Type;
import dev.countersign.queue.expression.Compilations;
import org.jspecify.annotations.Nullable;

/** How many distinct people must approve an action. */
public final class ApprovalsNeeded {

    /** More than anybody will ever gather; a policy that asks for more has made a mistake. */
    private static final long MOST = 20;

    /** Where the policy asks for a number that cannot be had, one pair of eyes is not enough. */
    private static final int IN_DOUBT = 2;

    private ApprovalsNeeded() {}

    /** One, unless the policy's expression yields another number. */
    public static int by(@Nullable String expression, Scope scope) {
        if (expression == null) {
            return 1;
        }
        try {
            long needed =
                    Compilations.of(expression, Type.INTEGER).evaluate(scope).asLong();
            return (int) Math.clamp(needed, 1L, MOST);
        } catch (ExpressionException | EvaluationException e) {
            return IN_DOUBT;
        }
    }
}
