package dev.countersign.expressions;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import java.util.Optional;

/** A pattern that is written out is looked at when it is written, not first when an action comes by. */
final class Regexes {

    static final int MAX_PROGRAM = 500;

    private Regexes() {}

    static void check(CelAbstractSyntaxTree ast) throws ExpressionException {
        var calls = Paths.all(ast.getExpr(), ast.getSource())
                .filter(expr -> expr.getKind() == CelExpr.ExprKind.Kind.CALL
                        && expr.call().function().equals("matches"))
                .toList();
        for (CelExpr call : calls) {
            Optional<String> pattern = Folding.text(call.call().args().getLast());
            if (pattern.isPresent()) {
                check(pattern.get(), call, ast);
            }
        }
    }

    private static void check(String regex, CelExpr call, CelAbstractSyntaxTree ast) throws ExpressionException {
        try {
            if (Pattern.compile(regex).programSize() > MAX_PROGRAM) {
                throw Language.at(call, ast.getSource(), "the regular expression is too complex");
            }
        } catch (PatternSyntaxException e) {
            throw Language.at(call, ast.getSource(), "not a regular expression: " + e.getDescription());
        }
    }
}
