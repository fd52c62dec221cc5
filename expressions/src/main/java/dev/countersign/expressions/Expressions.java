package dev.countersign.expressions;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import java.util.stream.Stream;

/** Compiles CEL. Whatever is compiled here can run for a bounded time only. */
public final class Expressions {

    /** Longest source, in characters. */
    public static final int MAX_SOURCE = 4096;

    /** Most elements that one evaluation runs through, over all its {@code exists}, {@code all}, {@code map} and {@code filter}. */
    public static final int MAX_ITERATIONS = 10_000;

    private static final int MAX_DEPTH = 32;
    private static final int MAX_NODES = 1_000;
    private static final int MAX_REGEX = 500;

    private static final Cel CEL = environment();

    private Expressions() {}

    private static Cel environment() {
        CelOptions options = CelOptions.current()
                .enableHeterogeneousNumericComparisons(true)
                .comprehensionMaxIterations(MAX_ITERATIONS)
                .maxExpressionCodePointSize(MAX_SOURCE)
                .maxParseRecursionDepth(MAX_DEPTH)
                .maxParseExpressionNodeCount(MAX_NODES)
                .maxRegexProgramSize(MAX_REGEX)
                .build();
        CelBuilder builder = CelFactory.plannerCelBuilder()
                .setOptions(options)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(new Variables());
        Variables.TYPES.forEach(builder::addVar);
        return builder.build();
    }

    /**
     * Compiles and type-checks.
     *
     * @throws ExpressionException with the place and a sentence, when it is no expression, names what does not exist, or can never
     *     yield what is expected
     */
    public static Compiled compile(String source, Type expected) throws ExpressionException {
        if (source.isBlank()) {
            throw new ExpressionException(1, 1, "the expression is empty");
        }
        CelAbstractSyntaxTree ast = checked(source);
        if (!expected.allows(ast.getResultType())) {
            throw new ExpressionException(
                    1, 1, "must yield " + expected.sentence() + ", but yields " + Sentences.type(ast.getResultType()));
        }
        checkRegexes(ast);
        try {
            return new Compiled(source, expected, CEL.createProgram(ast), literals(ast.getExpr()));
        } catch (CelEvaluationException e) {
            throw new ExpressionException(1, 1, Sentences.evaluation(e));
        }
    }

    private static CelAbstractSyntaxTree checked(String source) throws ExpressionException {
        try {
            CelValidationResult result = CEL.compile(source);
            if (result.hasError()) {
                CelIssue first = result.getErrors().getFirst();
                throw at(first.getSourceLocation(), Sentences.compilation(first.getMessage()));
            }
            return result.getAst();
        } catch (CelValidationException e) {
            throw new ExpressionException(1, 1, Sentences.compilation(String.valueOf(e.getMessage())));
        }
    }

    private static ExpressionException at(CelSourceLocation location, String sentence) {
        // CEL counts columns from 0 and says -1 where it knows no place.
        return new ExpressionException(
                Math.max(1, location.getLine()), Math.max(0, location.getColumn()) + 1, sentence);
    }

    /** A pattern that is written out is looked at when it is written, not first when an action comes by. */
    private static void checkRegexes(CelAbstractSyntaxTree ast) throws ExpressionException {
        var calls = CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .map(node -> node.expr())
                .filter(expr -> expr.getKind() == CelExpr.ExprKind.Kind.CALL
                        && expr.call().function().equals("matches"))
                .toList();
        for (CelExpr call : calls) {
            CelExpr pattern = call.call().args().getLast();
            if (isString(pattern)) {
                checkRegex(pattern.constant().stringValue(), place(ast, call));
            }
        }
    }

    private static CelSourceLocation place(CelAbstractSyntaxTree ast, CelExpr expr) {
        Integer offset = ast.getSource().getPositionsMap().get(expr.id());
        return offset == null
                ? CelSourceLocation.NONE
                : ast.getSource().getOffsetLocation(offset).orElse(CelSourceLocation.NONE);
    }

    private static void checkRegex(String regex, CelSourceLocation place) throws ExpressionException {
        try {
            if (Pattern.compile(regex).programSize() > MAX_REGEX) {
                throw at(place, "the regular expression is too complex");
            }
        } catch (PatternSyntaxException e) {
            throw at(place, "not a regular expression: " + e.getDescription());
        }
    }

    /** The texts that the expression may yield as they stand in it. */
    private static Stream<String> literals(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT -> isString(expr) ? Stream.of(expr.constant().stringValue()) : Stream.empty();
            case LIST -> expr.list().elements().stream().flatMap(Expressions::literals);
            case CALL ->
                expr.call().function().equals("_?_:_")
                        ? expr.call().args().stream().skip(1).flatMap(Expressions::literals)
                        : Stream.empty();
            case NOT_SET, IDENT, SELECT, STRUCT, MAP, COMPREHENSION -> Stream.empty();
        };
    }

    private static boolean isString(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }
}
