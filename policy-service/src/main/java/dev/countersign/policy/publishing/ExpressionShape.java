package dev.countersign.policy.publishing;

import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.countersign.contracts.Principal;
import dev.countersign.expressions.ExpressionException;
import dev.countersign.expressions.Expressions;
import dev.countersign.expressions.Type;
import dev.countersign.problems.NearestName;
import java.util.List;
import java.util.Optional;

/** What an expression of a policy document must look like, whatever actions it is about. */
final class ExpressionShape {

    private ExpressionShape() {}

    /** A CEL expression that may yield what is expected. */
    static Shape expression(Type expected) {
        return (node, found) -> {
            if (node.getNodeType() != JsonNodeType.STRING) {
                found.add("must be an expression that yields " + expected.sentence() + ", written as a text");
                return;
            }
            try {
                var compiled = Expressions.compile(node.asText(), expected);
                if (expected == Type.PRINCIPALS) {
                    notPrincipals(compiled.literals()).forEach(found::add);
                }
            } catch (ExpressionException e) {
                found.add(refusal(node.asText(), expected, e));
            }
        };
    }

    private static String refusal(String source, Type expected, ExpressionException e) {
        if (expected == Type.PRINCIPALS && Principal.tryParse(source).isPresent()) {
            return "is an expression: write the principal in quotes of its own, \"'" + source + "'\"";
        }
        return refusal(e);
    }

    /** Where and why an expression is refused, with the nearest field where it asks for one that is not there. */
    static String refusal(ExpressionException e) {
        String near = Optional.ofNullable(e.unknown())
                .flatMap(name -> NearestName.of(name, e.known()))
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
        return "line " + e.line() + ", column " + e.column() + ": " + e.getMessage() + near;
    }

    private static List<String> notPrincipals(List<String> literals) {
        return literals.stream()
                .filter(literal -> Principal.tryParse(literal).isEmpty())
                .map(literal -> "'" + literal + "' is no principal; write person:<id> or team:<id>")
                .toList();
    }
}
