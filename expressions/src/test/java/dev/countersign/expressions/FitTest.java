package dev.countersign.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FitTest {

    private static final ActionShape REFUND = shape("refund", """
            {"type": "object", "additionalProperties": false,
             "properties": {"amount": {"type": "number"}, "count": {"type": "integer"}, "why": {"enum": ["late", "lost"]},
                            "note": {"type": ["string", "null"]}, "cost-centre": {"type": "string"},
                            "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}},
                            "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                            "tree": {"$ref": "#/$defs/node"}, "any": {"oneOf": [{"type": "string"}, {"type": "number"}]},
                            "odd": {"type": ["string", "number"]}, "pair": {"type": "array", "prefixItems": [{}]}},
             "$defs": {"line": {"type": "object", "additionalProperties": false, "properties": {"sku": {"type": "string"}}},
                       "node": {"type": "object", "additionalProperties": false,
                                "properties": {"name": {"type": "string"}, "child": {"$ref": "#/$defs/node"}}}}}
            """);

    private static final ActionShape MESSAGE = shape("message", """
            {"properties": {"text": {"type": "string"}}, "additionalProperties": false}
            """);

    private static final ActionShape OPEN = shape("open", """
            {"type": "object", "properties": {"text": {"type": "string"}}}
            """);

    private static final ActionShape ANY = new ActionShape("any", null);

    private static ActionShape shape(String type, String schema) {
        return new ActionShape(type, json(schema));
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<ActionShape> shapes(String names) {
        return Stream.of(names.split(" "))
                .map(name -> Stream.of(REFUND, MESSAGE, OPEN, ANY)
                        .filter(shape -> shape.type().equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "action.payload.amount > 500",
                "action.payload.amount > 500.5 && action.payload.count == 2",
                "action.payload.amount * 2.0 > 10.0",
                "action.payload.amount * 2 > 10",
                "action.payload.count + 1 > 2",
                "action.payload.why == 'late' && action.payload.why.startsWith('l')",
                "action.payload.note == null || action.payload.note == 'x'",
                "action.payload['cost-centre'].startsWith('4')",
                "action.payload.lines.exists(l, l.sku == 'a')",
                "action.payload.lines[0].sku == 'a'",
                "action.payload.labels.colour == 'red' && 'size' in action.payload.labels",
                "action.payload.tree.child.child.name == 'a'",
                "action.payload.any == 'a' || action.payload.any == 1",
                "action.payload.odd == 'a' || action.payload.odd == 1",
                "action.payload.pair[0] == 'a'",
                "has(action.payload.note) && action.payload.note == 'x'",
                "size(dyn(action.payload)) > 1",
                "action.payload == action.before",
                "action.before.amuont == 1",
                "case.attributes.whatever > 2 || confidence < 0.5",
            })
    void whatTheSchemaHasMayBeRead(String source) throws Exception {
        assertThat(Fit.check(Expression.of(source, Type.BOOLEAN), List.of(REFUND)))
                .containsExactly("refund");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "action.payload.amuont > 500 ~ 1 ~ 15 ~ there is no field 'amuont' here",
                "`true &&\n action.payload['amuont'] > 5` ~ 2 ~ 16 ~ there is no field 'amuont' here",
                "action.payload.lines.exists(l, l.sko == 'a') ~ 1 ~ 33 ~ there is no field 'sko' here",
                "[action].exists(a, a.payload.amuont > 5) ~ 1 ~ 29 ~ there is no field 'amuont' here",
                "action.payload.tree.child.nmae == 'a' ~ 1 ~ 26 ~ there is no field 'nmae' here",
                "has(action.payload.amuont) && action.payload.amuont > 5 ~ 1 ~ 4 ~ there is no field 'amuont' here",
                "action.payload.amount.contains('x') ~ 1 ~ 31 ~ 'contains' cannot be applied to double, string",
                "action.payload.count == 'two' ~ 1 ~ 22 ~ '==' cannot be applied to int, string",
                "action.payload.why > 3 ~ 1 ~ 20 ~ '>' cannot be applied to string, int",
                "action.payload.lines.sku == 'a' ~ 1 ~ 21 ~ a list has no fields",
                "action.payload.amount ~ 1 ~ 1 ~ must yield true or false, but yields a number",
                "action.payload.labels.colour == 3 ~ 1 ~ 30 ~ '==' cannot be applied to string, int",
                "action.payload.note > 3 ~ 1 ~ 21 ~ '>' cannot be applied to string, int",
            })
    void whatTheSchemaDoesNotHaveIsFoundWhereItIsWritten(String source, int line, int column, String sentence)
            throws Exception {
        Expression expression = Expression.of(source, Type.BOOLEAN);

        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Fit.check(expression, List.of(REFUND)))
                .satisfies(e -> {
                    assertThat(e).hasMessage(sentence);
                    assertThat(List.of(e.line(), e.column())).containsExactly(line, column);
                });
    }

    @Test
    void whatIsThereInsteadIsKnown() throws Exception {
        Expression expression =
                Expression.of("action.payload.lines.exists(l, action.payload.amuont > 5)", Type.BOOLEAN);

        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Fit.check(expression, List.of(REFUND)))
                .satisfies(e -> {
                    assertThat(e.unknown()).isEqualTo("amuont");
                    assertThat(e.known()).contains("amount", "cost-centre").doesNotContain("amuont", "sku");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "action.payload.other.deep == 1 ~ open ~ open",
                "action.payload.text.contains('a') && action.payload.other == 1 ~ open ~ open",
                "action.payload.whatever ~ any ~ any",
                "action.type == 'refund' && action.payload.amount > 5 ~ refund message ~ refund",
                "action.payload.amount > 5 && action.type == 'refund' ~ refund message ~ refund",
                "action.type in ['refund', 'other'] && action.payload.amount > 5 ~ refund message ~ refund",
                "action.type != 'message' && action.payload.amount > 5 ~ refund message ~ refund",
                "!(action.type == 'message') && action.payload.amount > 5 ~ refund message ~ refund",
                "action.type.startsWith('ref') && action.payload.amount > 5 ~ refund message ~ refund",
                "action.type == 'refund' ? action.payload.amount > 5 : action.payload.text != '' ~ refund message ~ message refund",
                "action.type == 'refund' && action.payload.amount > 5 || action.type == 'message' && action.payload.text != '' ~ refund message ~ message refund",
                "has(action.payload.amount) && action.payload.amount > 5 ~ refund message any ~ any message refund",
                "signals.exists(s, s == 'x') || confidence < 0.5 ~ refund message any open ~ any message open refund",
                "action.type == 'sale' ~ refund message ~ ``",
            })
    void aGuardSaysWhichTypesMustHaveWhatFollows(String source, String asked, String concerned) throws Exception {
        assertThat(Fit.check(Expression.of(source, Type.BOOLEAN), shapes(asked)))
                .isEqualTo(concerned.isEmpty() ? java.util.Set.of() : java.util.Set.of(concerned.split(" ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "action.payload.amount > 5 ~ for message: there is no field 'amount' here",
                "action.type == 'refund' || action.payload.amount > 5 ~ for message: there is no field 'amount' here",
                "action.type == 'refund' && action.payload.text != '' ~ for refund: there is no field 'text' here",
                "has(action.payload.amuont) ~ there is no field 'amuont' here",
                "action.type == 'refund' && has(action.payload.text) ~ there is no field 'text' here",
            })
    void withoutAGuardEveryTypeMustHaveIt(String source, String sentence) throws Exception {
        Expression expression = Expression.of(source, Type.BOOLEAN);

        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Fit.check(expression, List.of(REFUND, MESSAGE)))
                .withMessage(sentence);
    }

    @Test
    void whatIsYieldedIsOfTheTypeThatTheSchemaSays() throws Exception {
        assertThat(Fit.check(Expression.of("action.payload.amount", Type.NUMBER), List.of(REFUND)))
                .containsExactly("refund");
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Fit.check(Expression.of("action.payload.why", Type.NUMBER), List.of(REFUND)))
                .withMessage("must yield a number, but yields a text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "[]",
                "5",
                "{\"type\": 5}",
                "{\"type\": [\"string\", 5, null]}",
                "{\"$ref\": \"#\"}",
                "{\"$ref\": \"#/nowhere/~2\"}",
                "{\"properties\": {\"amount\": false}}",
                "{\"properties\": {\"a\": {\"$ref\": \"#\"}, \"b\": {\"$ref\": \"#\"}, \"c\": {\"$ref\": \"#\"},"
                        + " \"amount\": {\"$ref\": \"#\"}, \"e\": {\"$ref\": \"#\"}}}",
                "{\"properties\": {\"a\": {\"properties\": {\"b\": {\"properties\": {}}}}, \"a.b\": {\"properties\": {\"x\": {}}}}}",
            })
    void aSchemaThatSaysLittleAllowsMuch(String schema) throws Exception {
        Expression expression = Expression.of("action.payload.amount.x == 5", Type.BOOLEAN);

        assertThat(Fit.check(expression, List.of(new ActionShape("a", json(schema)))))
                .containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "action.type == 'refund' && action.payload.amount > 5 ~ true ~ false",
                "action.type == 'refund' ? action.payload.amount > 5 : action.payload.missing ~ true ~ error",
                "action.payload.missing && action.type == 'x' ~ false ~ false",
                "action.payload.missing || action.type in ['x', 'refund'] ~ true ~ error",
                "action.payload.missing || action.type == 'message' ~ error ~ true",
                "action.type == action.payload.type ~ true ~ false",
                "action.payload.types.exists(t, t == action.type) ~ true ~ true",
                "!(action.type != 'refund') ~ true ~ false",
                "'fun' in [action.type] || action.type.contains('fun') || action.type.endsWith('age') ~ true ~ true",
                "true == (action.type == 'refund') ~ true ~ false",
            })
    void forOneTypeItAnswersAsTheWholeDoes(String source, String ofRefund, String ofMessage) throws Exception {
        Expression expression = Expression.of(source, Type.BOOLEAN);
        JsonNode payload = json("{\"amount\": 10, \"type\": \"refund\", \"types\": [\"message\", \"refund\"]}");

        for (String type : List.of("refund", "message")) {
            Scope scope = Scope.of(
                    new dev.countersign.contracts.event.Action(type, "t", payload, null), null, List.of(), null);
            String answer = answer(expression.compiled(), scope);
            assertThat(answer).isEqualTo(type.equals("refund") ? ofRefund : ofMessage);
            assertThat(expression
                            .compiledFor(type)
                            .map(compiled -> answer(compiled, scope))
                            .orElse("false"))
                    .isEqualTo(answer);
        }
    }

    private static String answer(Compiled compiled, Scope scope) {
        try {
            return Boolean.toString(compiled.evaluate(scope).asBoolean());
        } catch (EvaluationException e) {
            return "error";
        }
    }

    @Test
    void whatCanOnlyBeFalseIsNotEvaluatedAtAll() throws Exception {
        Expression guarded = Expression.of("action.type == 'refund' && action.payload.amount > 5", Type.BOOLEAN);

        assertThat(guarded.compiledFor("message")).isEmpty();
        assertThat(guarded.compiledFor("refund")).isPresent();
        assertThat(Expression.of("confidence < 0.5", Type.BOOLEAN).compiledFor("message"))
                .isPresent();
    }
}
