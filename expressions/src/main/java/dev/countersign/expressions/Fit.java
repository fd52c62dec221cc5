package dev.countersign.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether an expression reads what is there, in each type of action that it is asked about: every field that it reads is one of the
 * payload's schema, and is used as what the schema says it is.
 *
 * <p>A guard is understood: after {@code action.type == 'refund' &&} only a refund must have what follows, and likewise in both
 * branches of {@code ? :}. What {@code has} asks for must be in one of the types at least; in the others it is just not there.
 */
public final class Fit {

    private final Expression expression;
    private final Set<String> concerned = new TreeSet<>();
    private final Map<Long, ExpressionException> nowhere = new LinkedHashMap<>();
    private final Set<Long> somewhere = new TreeSet<>();

    private Fit(Expression expression) {
        this.expression = expression;
    }

    /**
     * Checks an expression against each type of action that it is asked about.
     *
     * @return the types about which it says something: for the others it can only be false
     * @throws ExpressionException with the place and a sentence, for the first type where it does not fit
     */
    public static Set<String> check(Expression expression, Collection<ActionShape> shapes) throws ExpressionException {
        Fit fit = new Fit(expression);
        for (ActionShape shape : shapes) {
            try {
                fit.checkFor(shape);
            } catch (ExpressionException e) {
                throw shapes.size() == 1 ? e : e.of(shape.type());
            }
        }
        for (Map.Entry<Long, ExpressionException> asked : fit.nowhere.entrySet()) {
            if (!fit.somewhere.contains(asked.getKey())) {
                throw asked.getValue();
            }
        }
        return fit.concerned;
    }

    private void checkFor(ActionShape shape) throws ExpressionException {
        CelExpr left = Folding.forType(expression.parsed(), shape.type());
        if (expression.expected() == Type.BOOLEAN && Folding.isFalse(left)) {
            return;
        }
        concerned.add(shape.type());
        JsonNode schema = shape.schema();
        if (schema == null || Paths.all(left, expression.places()).noneMatch(Fit::isPayload)) {
            // Nothing is known of what it reads: all of it may be there.
            presenceTests(left).forEach(test -> somewhere.add(test.id()));
            return;
        }
        checkAgainst(schema, left);
    }

    /** Of whatever: the action may have been given another name, as in {@code [action].exists(a, a.payload.amount > 5)}. */
    private static boolean isPayload(CelExpr expr) {
        return Paths.isField(expr) && expr.select().field().equals("payload");
    }

    /** A number of the schema is a whole one here and one with decimals there: an expression that fits either fits. */
    private void checkAgainst(JsonNode schema, CelExpr left) throws ExpressionException {
        Optional<ExpressionException> wrong = misfit(schema, left, SimpleType.DOUBLE);
        if (wrong.isPresent() && misfit(schema, left, SimpleType.INT).isPresent()) {
            throw wrong.get();
        }
    }

    private Optional<ExpressionException> misfit(JsonNode schema, CelExpr left, CelType number) {
        Variables variables = Variables.of(PayloadTypes.of(schema, number, Paths.fields(left, expression.places())));
        CelExpr present = Folding.withoutFields(left, test -> isAbsent(test, variables));
        try {
            expression.check(present, variables);
            return Optional.empty();
        } catch (ExpressionException e) {
            return Optional.of(withNames(e, present, variables));
        }
    }

    private boolean isAbsent(CelExpr test, Variables variables) {
        String field = test.select().field();
        Optional<StructType> owner = variables.struct(test.select().operand());
        if (owner.isEmpty() || owner.get().fieldNames().contains(field)) {
            somewhere.add(test.id());
            return false;
        }
        nowhere.put(test.id(), noField(test, owner.get()));
        return true;
    }

    private ExpressionException noField(CelExpr select, StructType owner) {
        String field = select.select().field();
        return Language.at(select, expression.places(), "there is no field '" + field + "' here")
                .unknown(field, owner.fieldNames());
    }

    private List<CelExpr> presenceTests(CelExpr expr) {
        return Paths.all(expr, expression.places())
                .filter(node -> Paths.isField(node) && node.select().testOnly())
                .toList();
    }

    /** The same with the fields that are there instead, where a field is not. */
    private ExpressionException withNames(ExpressionException e, CelExpr expr, Variables variables) {
        return Paths.all(expr, expression.places())
                .filter(Paths::isField)
                .flatMap(select -> variables
                        .struct(select.select().operand())
                        .filter(owner ->
                                !owner.fieldNames().contains(select.select().field()))
                        .map(owner -> noField(select, owner))
                        .stream())
                .filter(missing -> missing.line() == e.line() && missing.column() == e.column())
                .findFirst()
                .orElse(e);
    }
}
