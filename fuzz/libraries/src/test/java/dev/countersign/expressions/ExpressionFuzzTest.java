package dev.countersign.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.Action;
import dev.countersign.contracts.event.Case;
import dev.countersign.fuzz.Soon;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whatever is written is compiled or refused with a place, and whatever is compiled ends soon, with an answer or a sentence. Known for
 * one type of action, it answers as it does for any.
 */
class ExpressionFuzzTest {

    private static final String[] WORDS = {
        "action",
        "case",
        "signals",
        "confidence",
        ".type",
        ".target",
        ".payload",
        ".before",
        ".text",
        ".items",
        ".amount",
        ".deep",
        ".attributes",
        ".conversation",
        ".id",
        "['text']",
        "[0]",
        "[-1]",
        "'refund'",
        "'a'",
        "b'a'",
        "\"\"\"x\"\"\"",
        "1",
        "0",
        "9223372036854775807",
        "2u",
        "1.5",
        "1e308",
        "null",
        "true",
        "false",
        "[",
        "]",
        "{",
        "}",
        "(",
        ")",
        ",",
        ":",
        "?",
        ".",
        " in ",
        "==",
        "!=",
        "<",
        ">=",
        "&&",
        "||",
        "!",
        "-",
        "+",
        "*",
        "/",
        "%",
        "t",
        "u",
        ".exists(t, ",
        ".all(t, ",
        ".map(t, ",
        ".filter(t, ",
        ".exists_one(u, ",
        ".map(t, t + t)",
        ".map(t, [t, t])",
        "has(",
        "size(",
        ".size()",
        "string(",
        "int(",
        "double(",
        "bytes(",
        "dyn(",
        "type(",
        "timestamp(",
        "duration(",
        ".contains(",
        ".startsWith(",
        ".matches(",
        "'(a+)+$'",
        "action.type == 'refund'",
        "action.payload.items",
        "action.payload.text",
    };

    private static final JsonNode PAYLOAD = json("""
            {"text": "my lawyer", "amount": 12.5, "count": 3, "ok": true, "nothing": null, "items": [1, "two", {"text": "three"}],
             "deep": {"deep": {"text": "x"}}}
            """);

    private static final List<ActionShape> SHAPES = List.of(
            new ActionShape("refund", json("""
                    {"type": "object", "additionalProperties": false, "properties": {"text": {"type": "string"},
                     "amount": {"type": "number"}, "items": {"type": "array"}, "deep": {"$ref": "#"}}}
                    """)),
            new ActionShape("message", json("{\"properties\": {\"text\": {\"type\": [\"string\", \"null\"]}}}")),
            new ActionShape("other", null));

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @FuzzTest(maxDuration = "40s")
    void isRefusedOrEndsSoon(FuzzedDataProvider data) {
        Soon soon = Soon.fromNow();
        Type expected = data.pickValue(Type.values());
        String source = data.consumeBoolean() ? sentence(data) : data.consumeString(500) + sentence(data);
        try {
            Expression expression = Expression.of(source, expected);
            fits(expression);
            for (String type : List.of("refund", "message")) {
                answersAlike(expression, type);
            }
        } catch (ExpressionException e) {
            assertThat(e.line()).isPositive();
            assertThat(e.column()).isPositive();
            assertThat(e.getMessage()).isNotBlank();
        }
        soon.isOver(source);
    }

    private static String sentence(FuzzedDataProvider data) {
        StringBuilder words = new StringBuilder();
        for (int i = data.consumeInt(1, 40); i > 0; i--) {
            words.append(data.pickValue(WORDS));
        }
        return words.toString();
    }

    private static void fits(Expression expression) {
        try {
            Fit.check(expression, SHAPES);
        } catch (ExpressionException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void answersAlike(Expression expression, String type) {
        Scope scope = Scope.of(
                new Action(type, "order/1", PAYLOAD, PAYLOAD),
                new Case("c", null, Map.of("owner", PAYLOAD.get("text")), List.of(new Case.Turn("customer", "hello"))),
                List.of("complaint"),
                0.5);
        Optional<Compiled> known = expression.compiledFor(type);
        String answer = answer(expression.compiled(), scope);
        String answerKnown = known.isPresent() ? answer(known.get(), scope) : "false";
        if (!answer.startsWith("past a bound") && !answerKnown.startsWith("past a bound")) {
            assertThat(answerKnown).as(expression.source()).isEqualTo(answer);
        }
    }

    private static String answer(Compiled compiled, Scope scope) {
        try {
            Result result = compiled.evaluate(scope);
            return compiled.expected() == Type.BOOLEAN ? String.valueOf(result.asBoolean()) : "a value";
        } catch (EvaluationException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("my lawyer");
            return e.getMessage().contains("more") ? "past a bound" : "an error";
        }
    }
}
