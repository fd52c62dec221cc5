package dev.countersign.expressions;

import com.google.common.collect.ImmutableList;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelMap;

/** Rewrites an expression from its leaves upwards. What is rewritten keeps its id, and with it its place in the source. */
abstract class Rewriting {

    /** What takes the place of one node, whose children have been rewritten. */
    abstract CelExpr node(CelExpr expr);

    final CelExpr of(CelExpr expr) {
        return node(
                switch (expr.getKind()) {
                    case SELECT ->
                        CelExpr.ofSelect(
                                expr.id(),
                                of(expr.select().operand()),
                                expr.select().field(),
                                expr.select().testOnly());
                    case CALL -> call(expr.id(), expr.call());
                    case LIST ->
                        CelExpr.ofList(
                                expr.id(),
                                all(expr.list().elements()),
                                expr.list().optionalIndices());
                    case MAP -> map(expr.id(), expr.map());
                    case COMPREHENSION -> comprehension(expr.id(), expr.comprehension());
                    case CONSTANT, IDENT, STRUCT, NOT_SET -> expr;
                });
    }

    private CelExpr call(long id, CelCall call) {
        return CelExpr.ofCall(id, call.target().map(this::of), call.function(), all(call.args()));
    }

    private CelExpr map(long id, CelMap map) {
        return CelExpr.ofMap(
                id,
                map.entries().stream()
                        .map(entry -> entry.toBuilder()
                                .setKey(of(entry.key()))
                                .setValue(of(entry.value()))
                                .build())
                        .collect(ImmutableList.toImmutableList()));
    }

    private CelExpr comprehension(long id, CelComprehension loop) {
        return CelExpr.ofComprehension(
                id,
                loop.iterVar(),
                loop.iterVar2(),
                of(loop.iterRange()),
                loop.accuVar(),
                of(loop.accuInit()),
                of(loop.loopCondition()),
                of(loop.loopStep()),
                of(loop.result()));
    }

    private ImmutableList<CelExpr> all(ImmutableList<CelExpr> exprs) {
        return exprs.stream().map(this::of).collect(ImmutableList.toImmutableList());
    }
}
