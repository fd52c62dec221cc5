package dev.countersign.expressions;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How an expression finds its way into what it reads. */
final class Paths {

    private Paths() {}

    /**
     * Reads {@code a['b']} as {@code a.b}, so that a field whose name is no CEL name is known by its type as the others are.
     *
     * @throws ExpressionException where a name of the expression's own hides what it sees
     */
    static CelAbstractSyntaxTree written(CelAbstractSyntaxTree parsed) throws ExpressionException {
        CelSource source = parsed.getSource();
        for (CelExpr loop : all(parsed.getExpr(), source).filter(Paths::isLoop).toList()) {
            checkNames(loop, source);
        }
        return CelAbstractSyntaxTree.newParsedAst(new Fields().of(parsed.getExpr()), source);
    }

    private static void checkNames(CelExpr expr, CelSource source) throws ExpressionException {
        CelComprehension loop = expr.comprehension();
        for (String name : List.of(loop.iterVar(), loop.iterVar2())) {
            if (Variables.NAMES.contains(name)) {
                throw Language.at(
                        expr, source, "'" + name + "' is what the expression sees already; take another name");
            }
        }
    }

    /** The names of all fields that it asks for, of whatever. */
    static Set<String> fields(CelExpr expr, CelSource source) {
        return all(expr, source)
                .filter(Paths::isField)
                .map(field -> field.select().field())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The expression, and every one in it. */
    static Stream<CelExpr> all(CelExpr expr, CelSource source) {
        return CelNavigableAst.fromAst(CelAbstractSyntaxTree.newParsedAst(expr, source))
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr);
    }

    static boolean isField(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.SELECT;
    }

    private static boolean isLoop(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION;
    }

    private static final class Fields extends Rewriting {
        @Override
        CelExpr node(CelExpr expr) {
            if (expr.getKind() != CelExpr.ExprKind.Kind.CALL
                    || !expr.call().function().equals("_[_]")) {
                return expr;
            }
            List<CelExpr> args = expr.call().args();
            Optional<String> name = Folding.text(args.get(1));
            return name.isPresent() ? CelExpr.ofSelect(expr.id(), args.get(0), name.get(), false) : expr;
        }
    }
}
