package dev.countersign.queue.attention;

import dev.countersign.expressions.EvaluationException;
import dev.countersign.expressions.ExpressionException;
import dev.countersign.expressions.Scope;
import dev.countersign.expressions.Type;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import dev.countersign.queue.expression.Compilations;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where much is at stake, an approval says why. */
public final class ReasonSentence {

    /** No sentence in any language has fewer, and what people type to get past a field has. */
    private static final int FEWEST_LETTERS = 8;

    private static final int FEWEST_DIFFERENT = 4;

    private ReasonSentence() {}

    /** Whether an approval of this needs one. A condition that cannot be evaluated does not spare anybody. */
    public static boolean isNeeded(@Nullable String when, Scope scope) {
        if (when == null) {
            return false;
        }
        try {
            return Compilations.of(when, Type.BOOLEAN).evaluate(scope).asBoolean();
        } catch (ExpressionException | EvaluationException e) {
            return true;
        }
    }

    /** Refuses an approval without one where it is needed. */
    public static void require(@Nullable String when, Scope scope, @Nullable String words) {
        if (isNeeded(when, scope) && !isSentence(words)) {
            throw Problem.of(
                            422,
                            "reason-needed",
                            "Reason needed",
                            "The policy asks for a sentence of reason to approve this. Nothing was decided.")
                    .with(new Violation("/reason", "must say in a sentence why this is right"));
        }
    }

    static boolean isSentence(@Nullable String words) {
        if (words == null) {
            return false;
        }
        int[] letters = words.codePoints().filter(Character::isLetter).toArray();
        long different =
                Arrays.stream(letters).map(Character::toLowerCase).distinct().count();
        return letters.length >= FEWEST_LETTERS && different >= FEWEST_DIFFERENT;
    }
}
