package dev.countersign.expressions;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An expression as it was written: it is one, and could yield what is expected of it. What it reads of a payload depends on the type
 * of the action; {@link Fit} says whether that is there.
 */
public final class Expression {

    private final String source;
    private final Type expected;
    private final CelExpr parsed;
    private final CelSource places;
    private final CelAbstractSyntaxTree checked;
    private final Compiled compiled;

    private Expression(String source, Type expected, CelAbstractSyntaxTree parsed) throws ExpressionException {
        this.source = source;
        this.expected = expected;
        this.parsed = parsed.getExpr();
        this.places = parsed.getSource();
        this.checked = check(this.parsed, Variables.OF_ANY_ACTION);
        Regexes.check(checked);
        this.compiled = plan(checked);
    }

    /**
     * Parses and type-checks, for actions of any type.
     *
     * @throws ExpressionException with the place and a sentence, when it is no expression, names what does not exist, or can never
     *     yield what is expected
     */
    public static Expression of(String source, Type expected) throws ExpressionException {
        if (source.isBlank()) {
            throw new ExpressionException(1, 1, "the expression is empty");
        }
        CelAbstractSyntaxTree parsed = Paths.written(Language.parse(source));
        return new Expression(source, expected, parsed);
    }

    private Compiled plan(CelAbstractSyntaxTree ast) throws ExpressionException {
        return new Compiled(this, Language.plan(ast), Locals.of(ast.getExpr()));
    }

    CelAbstractSyntaxTree check(CelExpr expr, Variables variables) throws ExpressionException {
        CelAbstractSyntaxTree checked = Language.check(expr, places, variables);
        if (!expected.allows(checked.getResultType())) {
            throw new ExpressionException(
                    1,
                    1,
                    "must yield " + expected.sentence() + ", but yields " + Sentences.type(checked.getResultType()));
        }
        return checked;
    }

    public String source() {
        return source;
    }

    Type expected() {
        return expected;
    }

    CelExpr parsed() {
        return parsed;
    }

    CelSource places() {
        return places;
    }

    /** The texts that it may yield as they stand in it, for example the principals written out in it. */
    public List<String> literals() {
        return literals(parsed).toList();
    }

    private static Stream<String> literals(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT -> Folding.text(expr).stream();
            case LIST -> expr.list().elements().stream().flatMap(Expression::literals);
            case CALL ->
                expr.call().function().equals("_?_:_")
                        ? expr.call().args().stream().skip(1).flatMap(Expression::literals)
                        : Stream.empty();
            case NOT_SET, IDENT, SELECT, STRUCT, MAP, COMPREHENSION -> Stream.empty();
        };
    }

    /** To be evaluated on actions of any type. */
    public Compiled compiled() {
        return compiled;
    }

    /**
     * To be evaluated on actions of one type: the same answers, without asking again what the type is.
     *
     * @return empty, where it can only be false for actions of this type
     */
    public Optional<Compiled> compiledFor(String actionType) {
        CelExpr left = Folding.forType(checked.getExpr(), actionType);
        if (left.equals(checked.getExpr())) {
            return Optional.of(compiled);
        }
        if (expected == Type.BOOLEAN && Folding.isFalse(left)) {
            return Optional.empty();
        }
        try {
            // What is left was checked as a part of the whole, and keeps its types.
            return Optional.of(plan(CelAbstractSyntaxTree.newCheckedAst(
                    left, places, checked.getReferenceMap(), checked.getTypeMap())));
        } catch (ExpressionException e) {
            // The whole answers the same.
            return Optional.of(compiled);
        }
    }
}
