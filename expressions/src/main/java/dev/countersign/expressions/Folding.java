package dev.countersign.expressions;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelSelect;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is left of an expression where part of it is known already. {@code action.type == 'refund' && action.payload.amount > 500}
 * is {@code action.payload.amount > 500} for a refund, and {@code false} for anything else. What is left means the same as the
 * whole: CEL itself gives {@code false && x} and {@code true || x} whatever {@code x} would be.
 */
final class Folding extends Rewriting {

    private final Predicate<CelExpr> absent;
    private final Optional<String> type;

    private Folding(Optional<String> type, Predicate<CelExpr> absent) {
        this.type = type;
        this.absent = absent;
    }

    /** What is left for one type of action. */
    static CelExpr forType(CelExpr expr, String type) {
        return new Folding(Optional.of(type), field -> false).of(expr);
    }

    /** What is left where {@code has} of some fields can only be false. */
    static CelExpr withoutFields(CelExpr expr, Predicate<CelExpr> absent) {
        return new Folding(Optional.empty(), absent).of(expr);
    }

    static boolean isFalse(CelExpr expr) {
        return flag(expr).equals(Optional.of(false));
    }

    @Override
    CelExpr node(CelExpr expr) {
        return switch (expr.getKind()) {
            case SELECT -> select(expr);
            case CALL -> call(expr);
            case CONSTANT, IDENT, LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> expr;
        };
    }

    private CelExpr select(CelExpr expr) {
        CelSelect select = expr.select();
        if (type.isPresent()
                && !select.testOnly()
                && select.field().equals("type")
                && isIdent(select.operand(), Variables.ACTION)) {
            return CelExpr.ofConstant(expr.id(), CelConstant.ofValue(type.get()));
        }
        return select.testOnly() && absent.test(expr) ? constant(expr, false) : expr;
    }

    private static CelExpr call(CelExpr expr) {
        CelCall call = expr.call();
        List<CelExpr> args = call.args();
        return switch (call.function()) {
            case "_&&_" -> unless(false, expr, args.get(0), args.get(1));
            case "_||_" -> unless(true, expr, args.get(0), args.get(1));
            case "!_" -> flag(args.get(0)).map(flag -> constant(expr, !flag)).orElse(expr);
            case "_?_:_" ->
                flag(args.get(0)).map(flag -> args.get(flag ? 1 : 2)).orElse(expr);
            case "_==_" -> equal(expr, args, true);
            case "_!=_" -> equal(expr, args, false);
            case "@in" -> in(expr, args.get(0), args.get(1));
            case "startsWith", "endsWith", "contains" -> ofTexts(expr, call);
            default -> expr;
        };
    }

    /** {@code &&} and {@code ||}: where one side is decisive, that; where one side says nothing, the other. */
    private static CelExpr unless(boolean decisive, CelExpr whole, CelExpr left, CelExpr right) {
        Optional<Boolean> first = flag(left);
        Optional<Boolean> second = flag(right);
        if (first.equals(Optional.of(decisive)) || second.equals(Optional.of(decisive))) {
            return constant(whole, decisive);
        }
        return first.isPresent() ? right : second.isPresent() ? left : whole;
    }

    private static CelExpr equal(CelExpr whole, List<CelExpr> args, boolean positive) {
        Optional<String> left = text(args.get(0));
        Optional<String> right = text(args.get(1));
        return left.isPresent() && right.isPresent() ? constant(whole, left.equals(right) == positive) : whole;
    }

    private static CelExpr in(CelExpr whole, CelExpr element, CelExpr list) {
        Optional<String> text = text(element);
        if (text.isEmpty() || list.getKind() != CelExpr.ExprKind.Kind.LIST) {
            return whole;
        }
        List<Optional<String>> elements =
                list.list().elements().stream().map(Folding::text).toList();
        return elements.stream().allMatch(Optional::isPresent) ? constant(whole, elements.contains(text)) : whole;
    }

    private static CelExpr ofTexts(CelExpr whole, CelCall call) {
        Optional<String> text = call.target().flatMap(Folding::text);
        Optional<String> part = call.args().stream().findFirst().flatMap(Folding::text);
        if (text.isEmpty() || part.isEmpty()) {
            return whole;
        }
        return constant(
                whole,
                switch (call.function()) {
                    case "startsWith" -> text.get().startsWith(part.get());
                    case "endsWith" -> text.get().endsWith(part.get());
                    default -> text.get().contains(part.get());
                });
    }

    private static CelExpr constant(CelExpr place, boolean value) {
        return CelExpr.ofConstant(place.id(), CelConstant.ofValue(value));
    }

    private static Optional<Boolean> flag(CelExpr expr) {
        return isConstant(expr, CelConstant.Kind.BOOLEAN_VALUE)
                ? Optional.of(expr.constant().booleanValue())
                : Optional.empty();
    }

    static Optional<String> text(CelExpr expr) {
        return isConstant(expr, CelConstant.Kind.STRING_VALUE)
                ? Optional.of(expr.constant().stringValue())
                : Optional.empty();
    }

    private static boolean isConstant(CelExpr expr, CelConstant.Kind kind) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && expr.constant().getKind() == kind;
    }

    static boolean isIdent(CelExpr expr, String name) {
        return expr.getKind() == CelExpr.ExprKind.Kind.IDENT
                && expr.ident().name().equals(name);
    }
}
