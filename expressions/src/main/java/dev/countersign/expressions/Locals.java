package dev.countersign.expressions;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelEvaluationListener;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Where an expression reads what an {@code exists}, {@code all}, {@code map} or {@code filter} has at hand: the element that it is
 * at, and what it has gathered so far. What is read of the action is paid for by the action's values; this may be anything that the
 * expression made itself, as large as it could make it by doubling it at each step, and CEL copies it at each reading. So it is
 * paid for at each place that reads it.
 */
final class Locals {

    private final BitSet places = new BitSet();

    private Locals() {}

    static Locals of(CelExpr expr) {
        Locals locals = new Locals();
        locals.look(expr, Set.of());
        return locals;
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    CelEvaluationListener payingFrom(Budget budget) {
        return (expr, value) -> {
            if (places.get((int) expr.id())) {
                pay(value, budget);
            }
        };
    }

    private static void pay(Object value, Budget budget) {
        switch (value) {
            case String text -> budget.spend(1L + text.length());
            case CelByteString bytes -> budget.spend(1L + bytes.size());
            case Iterable<?> elements -> {
                budget.spend(1);
                elements.forEach(element -> pay(element, budget));
            }
            case Map<?, ?> map -> {
                budget.spend(1);
                map.forEach((key, element) -> {
                    pay(key, budget);
                    pay(element, budget);
                });
            }
            default -> budget.spend(1);
        }
    }

    private void look(CelExpr expr, Set<String> names) {
        switch (expr.getKind()) {
            case IDENT -> {
                if (names.contains(expr.ident().name())) {
                    places.set((int) expr.id());
                }
            }
            case SELECT -> {
                // A path is evaluated in one go, at its last field.
                look(expr.select().operand(), names);
                if (startsWith(expr, names)) {
                    places.set((int) expr.id());
                }
            }
            case CALL -> {
                expr.call().target().ifPresent(target -> look(target, names));
                expr.call().args().forEach(argument -> look(argument, names));
            }
            case LIST -> expr.list().elements().forEach(element -> look(element, names));
            case MAP ->
                expr.map().entries().forEach(entry -> {
                    look(entry.key(), names);
                    look(entry.value(), names);
                });
            case STRUCT -> expr.struct().entries().forEach(entry -> look(entry.value(), names));
            case COMPREHENSION -> lookThrough(expr.comprehension(), names);
            case CONSTANT, NOT_SET -> {}
        }
    }

    private void lookThrough(CelComprehension loop, Set<String> names) {
        look(loop.iterRange(), names);
        look(loop.accuInit(), names);
        Set<String> inside = new HashSet<>(names);
        inside.add(loop.accuVar());
        look(loop.result(), inside);
        inside.add(loop.iterVar());
        inside.add(loop.iterVar2());
        look(loop.loopCondition(), inside);
        look(loop.loopStep(), inside);
    }

    private static boolean startsWith(CelExpr path, Set<String> names) {
        CelExpr start = path;
        while (start.getKind() == CelExpr.ExprKind.Kind.SELECT) {
            start = start.select().operand();
        }
        return start.getKind() == CelExpr.ExprKind.Kind.IDENT
                && names.contains(start.ident().name());
    }
}
