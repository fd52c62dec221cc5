package dev.countersign.queue.payload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.Action;
import dev.countersign.expressions.EvaluationException;
import dev.countersign.expressions.ExpressionException;
import dev.countersign.expressions.Scope;
import dev.countersign.expressions.Type;
import dev.countersign.queue.expression.Compilations;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What approving would do, in one sentence: out of the canonical payload and never out of the agent's own words about it. */
public final class EffectSentence {

    /** Longest sentence shown; an effect is one line. */
    private static final int LONGEST = 500;

    private EffectSentence() {}

    /**
     * The sentence that the policy's expression makes of the action; without one, or where it cannot be evaluated, how many fields
     * change.
     *
     * @param scope with the payload in its canonical form
     */
    public static String of(@Nullable String expression, Scope scope) {
        if (expression == null) {
            return counted(scope.action());
        }
        try {
            String sentence =
                    Compilations.of(expression, Type.STRING).evaluate(scope).asString();
            return sentence.isBlank() ? counted(scope.action()) : shortened(storable(sentence));
        } catch (ExpressionException | EvaluationException e) {
            return counted(scope.action());
        }
    }

    /** An agent may write the one character that no database keeps as text. */
    private static String storable(String sentence) {
        return sentence.replace('\0', '\uFFFD');
    }

    private static String shortened(String sentence) {
        return sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST) + "…";
    }

    private static String counted(Action action) {
        long fields = changedFields(action.payload(), action.before());
        return "Change " + storable(action.target()) + ": " + fields + (fields == 1 ? " field" : " fields");
    }

    private static long changedFields(JsonNode payload, @Nullable JsonNode before) {
        Iterable<String> names = payload::fieldNames;
        return StreamSupport.stream(names.spliterator(), false)
                .filter(name -> before == null || !payload.get(name).equals(before.get(name)))
                .count();
    }
}
