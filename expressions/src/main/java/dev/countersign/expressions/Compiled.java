package dev.countersign.expressions;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.stream.Stream;

/** An expression that has been type-checked. Immutable; any number of threads may evaluate it at once. */
public final class Compiled {

    private final String source;
    private final Type expected;
    private final CelRuntime.Program program;
    private final List<String> literals;

    Compiled(String source, Type expected, CelRuntime.Program program, Stream<String> literals) {
        this.source = source;
        this.expected = expected;
        this.program = program;
        this.literals = literals.toList();
    }

    public String source() {
        return source;
    }

    /** The texts that the expression may yield as they stand in it, for example the principals written out in it. */
    public List<String> literals() {
        return literals;
    }

    /**
     * Evaluates within bounds of iterations and of content read.
     *
     * @throws EvaluationException with a sentence, where something is missing, of the wrong type, or past a bound
     */
    public Result evaluate(Scope scope) throws EvaluationException {
        try {
            Object value = program.eval(ScopeValue.variables(scope, new Budget()));
            return new Result(value).mustBe(expected);
        } catch (CelEvaluationException e) {
            throw new EvaluationException(sentence(e), e);
        } catch (Budget.BudgetExceededException e) {
            throw new EvaluationException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw new EvaluationException("a value in it is of another type than it expects", e);
        }
    }

    private static String sentence(CelEvaluationException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Budget.BudgetExceededException exceeded) {
                return String.valueOf(exceeded.getMessage());
            }
        }
        return Sentences.evaluation(e);
    }
}
