package dev.countersign.expressions;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;

/** An expression that has been type-checked. Immutable; any number of threads may evaluate it at once. */
public final class Compiled {

    private final Expression written;
    private final CelRuntime.Program program;
    private final Locals locals;

    Compiled(Expression written, CelRuntime.Program program, Locals locals) {
        this.written = written;
        this.program = program;
        this.locals = locals;
    }

    public String source() {
        return written.source();
    }

    Type expected() {
        return written.expected();
    }

    /** The texts that the expression may yield as they stand in it, for example the principals written out in it. */
    public List<String> literals() {
        return written.literals();
    }

    /** {@link #evaluate(Reading)} of a scope that no other expression is asked about. */
    public Result evaluate(Scope scope) throws EvaluationException {
        return evaluate(Reading.of(scope));
    }

    /**
     * Evaluates within bounds of iterations and of content read.
     *
     * @throws EvaluationException with a sentence, where something is missing, of the wrong type, or past a bound
     */
    public Result evaluate(Reading reading) throws EvaluationException {
        try {
            return new Result(run(reading)).mustBe(expected());
        } catch (CelEvaluationException e) {
            throw new EvaluationException(sentence(e), e);
        } catch (UnreadableException e) {
            throw new EvaluationException(e.sentence(), e);
        } catch (RuntimeException e) {
            throw new EvaluationException("a value in it is of another type than it expects", e);
        }
    }

    private Object run(Reading reading) throws CelEvaluationException {
        return locals.isEmpty()
                ? program.eval(reading.variables())
                : program.trace(reading.variables(), locals.payingFrom(reading.budget()));
    }

    private static String sentence(CelEvaluationException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableException unreadable) {
                return unreadable.sentence();
            }
        }
        return Sentences.evaluation(e);
    }
}
