package dev.countersign.expressions;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;

/** CEL with the bounds that everything here keeps to. */
final class Language {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_NODES = 1_000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(Expressions.MAX_ITERATIONS)
            .maxExpressionCodePointSize(Expressions.MAX_SOURCE)
            .maxParseRecursionDepth(MAX_DEPTH)
            .maxParseExpressionNodeCount(MAX_NODES)
            .maxRegexProgramSize(Regexes.MAX_PROGRAM)
            .build();

    private static final Cel CEL = CelFactory.plannerCelBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(Variables.OF_ANY_ACTION)
            .build();

    private static final CelCompiler OF_ANY_ACTION = checker(Variables.OF_ANY_ACTION);

    private Language() {}

    private static CelCompiler checker(Variables variables) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setTypeProvider(variables);
        variables.byName().forEach(builder::addVar);
        return builder.build();
    }

    static CelAbstractSyntaxTree parse(String source) throws ExpressionException {
        return valid(CEL.parse(source));
    }

    /** Type-checks, the payload of the action being as the variables say. */
    static CelAbstractSyntaxTree check(CelExpr expr, CelSource source, Variables variables) throws ExpressionException {
        CelCompiler checker = variables == Variables.OF_ANY_ACTION ? OF_ANY_ACTION : checker(variables);
        return valid(checker.check(CelAbstractSyntaxTree.newParsedAst(expr, source)));
    }

    static CelRuntime.Program plan(CelAbstractSyntaxTree checked) throws ExpressionException {
        try {
            return CEL.createProgram(checked);
        } catch (CelEvaluationException e) {
            throw new ExpressionException(1, 1, Sentences.evaluation(e));
        }
    }

    private static CelAbstractSyntaxTree valid(CelValidationResult result) throws ExpressionException {
        if (result.hasError()) {
            CelIssue first = result.getErrors().getFirst();
            throw at(first.getSourceLocation(), Sentences.compilation(first.getMessage()));
        }
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw new ExpressionException(1, 1, Sentences.compilation(String.valueOf(e.getMessage())));
        }
    }

    static ExpressionException at(CelSourceLocation location, String sentence) {
        // CEL counts columns from 0 and says -1 where it knows no place.
        return new ExpressionException(
                Math.max(1, location.getLine()), Math.max(0, location.getColumn()) + 1, sentence);
    }

    static ExpressionException at(CelExpr expr, CelSource source, String sentence) {
        return at(place(expr, source), sentence);
    }

    private static CelSourceLocation place(CelExpr expr, CelSource source) {
        Integer offset = source.getPositionsMap().get(expr.id());
        return offset == null
                ? CelSourceLocation.NONE
                : source.getOffsetLocation(offset).orElse(CelSourceLocation.NONE);
    }
}
