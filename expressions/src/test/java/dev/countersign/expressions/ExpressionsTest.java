package dev.countersign.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.Action;
import dev.countersign.contracts.event.Case;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {

    private static final JsonNode PAYLOAD = json("""
            {"cabin": "economy", "amount": 120, "fee": 4.5, "big": 1e400, "nothing": null, "ok": true,
             "odd name": 1, "text": "my lawyer will call", "items": [1, 2, 3], "flights": [{"number": "HAT1"}, {"number": "HAT2"}],
             "nested": {"deep": {"deeper": "yes"}}}
            """);

    private static final Scope SCOPE = Scope.of(
            new Action("update", "reservation/UM3OG5", PAYLOAD, json("{\"cabin\": \"business\"}")),
            new Case(
                    "c-1",
                    "customer/mia",
                    Map.of("accountOwner", json("\"person:maria\""), "owners", json("[\"person:a\", \"team:b\"]")),
                    List.of(new Case.Turn("customer", "hello"), new Case.Turn("agent", "hi"))),
            List.of("complaint", "urgency"),
            0.75);

    private static final Scope BARE =
            Scope.of(new Action("update", "x", json("{\"items\": []}"), null), null, List.of(), null);

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Result evaluate(String source, Type type, Scope scope)
            throws ExpressionException, EvaluationException {
        return Expressions.compile(source, type).evaluate(scope);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "action.type == 'update' | true",
                "action.payload.cabin != action.before.cabin | true",
                "action.payload.amount > 119.5 | true",
                "action.payload.amount == 120.0 | true",
                "action.payload.fee < 5 | true",
                "double(action.payload.amount) * 2.0 == 240.0 | true",
                "action.payload.text.contains('lawyer') | true",
                "action.payload.text.matches('law+yer') | true",
                "action.payload.items.exists(i, i == 2) | true",
                "action.payload.items[1] == 2 | true",
                "action.payload['cabin'] == 'economy' | true",
                "action.payload['odd name'] == 1 && action['type'] == 'update' | true",
                "dyn(action.payload.nested).exists(name, name == 'deep') | true",
                "2 in action.payload.items | true",
                "size(action.payload.items) == 3 | true",
                "size(action.payload.nested) == 1 | true",
                "'deep' in action.payload.nested | true",
                "action.payload.nested.deep.deeper == 'yes' | true",
                "action.payload.nested == {'deep': {'deeper': 'yes'}} | true",
                "action.payload.flights.all(f, f.number.startsWith('HAT')) | true",
                "action.payload.nothing == null | true",
                "action.payload.ok | true",
                "has(action.payload.cabin) && !has(action.payload.missing) | true",
                "has(action.before) && has(case.subject) | true",
                "case.attributes.accountOwner == 'person:maria' | true",
                "case.conversation.exists(t, t.role == 'customer' && t.text == 'hello') | true",
                "case.id == 'c-1' && case.subject == 'customer/mia' | true",
                "signals.exists(s, s == 'complaint') | true",
                "'fraud' in signals | false",
                "confidence < 0.9 | true",
                "confidence == null | false",
                "`action.payload.missing == 1 || true` | true",
            })
    void readsTheActionTheCaseTheSignalsAndTheConfidence(String source, boolean expected) throws Exception {
        assertThat(evaluate(source, Type.BOOLEAN, SCOPE).asBoolean()).isEqualTo(expected);
    }

    @Test
    void whatAProposalLeftOutIsAbsent() throws Exception {
        String source = "!has(action.before) && !has(case.subject) && !has(case.attributes) && confidence == null"
                + " && signals.size() == 0";

        assertThat(evaluate(source, Type.BOOLEAN, BARE).asBoolean()).isTrue();
    }

    @Test
    void yieldsTextsPrincipalsAndNumbers() throws Exception {
        assertThat(evaluate("'Move ' + action.target + ' to ' + action.payload.cabin", Type.STRING, SCOPE)
                        .asString())
                .isEqualTo("Move reservation/UM3OG5 to economy");
        assertThat(evaluate("case.attributes.accountOwner", Type.PRINCIPALS, SCOPE)
                        .asStrings())
                .containsExactly("person:maria");
        assertThat(evaluate("case.attributes.owners", Type.PRINCIPALS, SCOPE).asStrings())
                .containsExactly("person:a", "team:b");
        assertThat(evaluate("['team:x']", Type.PRINCIPALS, SCOPE).asStrings()).containsExactly("team:x");
        assertThat(evaluate("action.type == 'update' ? 2 : 1", Type.INTEGER, SCOPE)
                        .asLong())
                .isEqualTo(2);
        assertThat(evaluate("size(signals) + 1", Type.NUMBER, SCOPE).asDecimal())
                .isEqualByComparingTo(BigDecimal.valueOf(3));
        assertThat(evaluate("action.payload.fee", Type.NUMBER, SCOPE).asDecimal())
                .isEqualTo(new BigDecimal("4.5"));
        assertThat(evaluate("action.payload.amount", Type.NUMBER, SCOPE).asDecimal())
                .isEqualTo(new BigDecimal("120"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "actoin.type == 'x' | BOOLEAN | 1 | 1 | there is no 'actoin' here; an expression sees action, case, signals and confidence",
                "true && action.tipo == 'x' | BOOLEAN | 1 | 15 | there is no field 'tipo' here",
                "case.owner | PRINCIPALS | 1 | 5 | there is no field 'owner' here",
                "action.type + 1 == 'x' | BOOLEAN | 1 | 13 | '+' cannot be applied to string, int",
                "team:bookings | PRINCIPALS | 1 | 5 | ':' is not expected here; a text is written in quotes of its own",
                "'a' + | STRING | 1 | 6 | the expression ends too early",
                "'a' | BOOLEAN | 1 | 1 | must yield true or false, but yields a text",
                "1.5 | INTEGER | 1 | 1 | must yield a whole number, but yields a number",
                "[1] | PRINCIPALS | 1 | 1 | must yield a principal or a list of principals, but yields a list of another kind",
                "action | STRING | 1 | 1 | must yield a text, but yields an action",
                "signals.size() | STRING | 1 | 1 | must yield a text, but yields a whole number",
                "true ? 'a' : ['b'] | PRINCIPALS | 1 | 6 | '? :' cannot be applied to bool, string, list(string)",
                "action.type.matches('(a') | BOOLEAN | 1 | 20 | not a regular expression: missing closing )",
                "action.type.matches('(a{1000}){1000}') | BOOLEAN | 1 | 20 | the regular expression is too complex",
                "signals['x'] == 'y' | BOOLEAN | 1 | 8 | a list has no fields",
                "action.exists(f, true) | BOOLEAN | 1 | 1 | an action is no list; to go through the names in it, write dyn(...)",
                "signals.exists(action, action == 'x') | BOOLEAN | 1 | 15 | 'action' is what the expression sees already; take another name",
                "env.get('SECRET') | STRING | 1 | 1 | there is no 'env' here; an expression sees action, case, signals and confidence",
            })
    void refusesWithPlaceAndSentence(String source, Type type, int line, int column, String sentence) {
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expressions.compile(source, type))
                .satisfies(e -> {
                    assertThat(e).hasMessage(sentence);
                    assertThat(List.of(e.line(), e.column())).containsExactly(line, column);
                });
    }

    @Test
    void namesTheLineOfALongerExpression() {
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expressions.compile("true &&\n  nope", Type.BOOLEAN))
                .satisfies(e -> assertThat(List.of(e.line(), e.column())).containsExactly(2, 3));
    }

    @Test
    void refusesAnEmptyOneAHugeOneAndADeepOne() {
        String huge = "'" + "a".repeat(Expressions.MAX_SOURCE) + "'";
        String deep = "(".repeat(200) + "true" + ")".repeat(200);
        String wide = IntStream.range(0, 1200).mapToObj(i -> "1").collect(Collectors.joining("+")) + "==1";

        for (String source : List.of(" ", huge, deep, wide)) {
            assertThatExceptionOfType(ExpressionException.class)
                    .isThrownBy(() -> Expressions.compile(source, Type.BOOLEAN))
                    .satisfies(e -> assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(200));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "action.payload.missing == 1 | BOOLEAN | there is no 'missing'",
                "action.payload.nested.deep.none == 1 | BOOLEAN | there is no 'none'",
                "case.attributes.nobody | PRINCIPALS | there is no 'nobody'",
                "action.payload.text < 3 | BOOLEAN | '<' cannot be applied to the values it met",
                "action.payload.amount * 2.0 | NUMBER | '*' cannot be applied to the values it met",
                "action.payload.cabin | BOOLEAN | it does not yield true or false",
                "action.payload.amount | PRINCIPALS | it does not yield a text or a list of texts",
                "action.payload.items | PRINCIPALS | it does not yield a text or a list of texts",
                "action.payload.fee | INTEGER | it does not yield a whole number",
                "action.payload.big | NUMBER | a number in it is too large to be read",
                "action.payload.big > 5 | BOOLEAN | a number in it is too large to be read",
                "action.payload.nothing | STRING | it does not yield a text",
                "action.payload.nested | STRING | it does not yield a text",
                "10 / (action.payload.amount - 120) | INTEGER | it divides by zero",
                "action.payload.amount + 9223372036854775807 | INTEGER | a number in it grows too large",
                "action.payload.items[7] | INTEGER | it asks for an element past the end of a list",
            })
    void failsOnWhatItMeetsWithASentence(String source, Type type, String sentence) throws Exception {
        Compiled compiled = Expressions.compile(source, type);

        assertThatExceptionOfType(EvaluationException.class)
                .isThrownBy(() -> compiled.evaluate(SCOPE))
                .withMessage(sentence);
    }

    @Test
    void aMissingConfidenceIsNotComparable() throws Exception {
        Compiled compiled = Expressions.compile("confidence < 0.5", Type.BOOLEAN);

        assertThatExceptionOfType(EvaluationException.class)
                .isThrownBy(() -> compiled.evaluate(BARE))
                .withMessageContaining("'<'");
    }

    @Test
    void aMissingCaseHasNoAttributes() throws Exception {
        Compiled compiled = Expressions.compile("case.attributes.accountOwner", Type.PRINCIPALS);

        assertThatExceptionOfType(EvaluationException.class)
                .isThrownBy(() -> compiled.evaluate(BARE))
                .withMessage("there is no 'attributes'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "action.payload.items.all(a, action.payload.items.all(b, action.payload.items.all(c, a + b + c >= 0)))",
                "action.payload.items.map(a, action.payload.items.map(b, a)).size() > 0",
                "action.payload.items.exists(i, action.payload.text.matches('(x+x+)+y'))",
                "action.payload.items.exists(i, action.payload.text.contains('y' + string(i)))",
                // An element is paid for as what it is read from would be.
                "[action.payload.text].exists(t, action.payload.items.exists(i, t.contains('y' + string(i))))",
                "[{'t': action.payload.text}].exists(t, action.payload.items.exists(i, t.t.contains('y' + string(i))))",
                // What grows by doubling: texts, lists, and lists of the same list, which are small and take long to
                // walk.
                "['a']%s.exists(t, t == 'b')",
                "[action.payload.text]%s.exists(t, t == 'b')",
                "[b'a']%s.exists(t, t == b'b')",
                "[[1]]%s.exists(t, t == [2])",
                "[[1]]%s.exists(t, dyn(t) == [[2]])",
                "[1].map(a, [a, a])%2$s.exists(t, t == [])",
            })
    void endsSoonWhateverIsInThePayload(String source) throws Exception {
        String items = IntStream.range(0, 50_000).mapToObj(String::valueOf).collect(Collectors.joining(","));
        Scope hostile = scope("{\"text\": \"" + "x".repeat(500_000) + "\", \"items\": [" + items + "]}");
        String twice = ".map(t, t + t)".repeat(25);
        String nested = ".map(t, [t, t])".repeat(25);
        Compiled compiled = Expressions.compile(String.format(source, twice, nested), Type.BOOLEAN);

        Assertions.assertThatThrownBy(() -> org.junit.jupiter.api.Assertions.assertTimeout(
                        Duration.ofSeconds(10), () -> compiled.evaluate(hostile)))
                .isInstanceOf(EvaluationException.class)
                .satisfies(e -> assertThat(e.getMessage())
                        .containsAnyOf("runs through more than 10000 elements", "read more content than"));
    }

    @Test
    void aListOfOrdinaryLengthMayBeGathered() throws Exception {
        String items = IntStream.range(0, 1_000).mapToObj(String::valueOf).collect(Collectors.joining(","));
        Scope list = scope("{\"items\": [" + items + "]}");

        assertThat(evaluate(
                                "action.payload.items.filter(i, i % 2 == 0).map(i, i * 2).exists(i, i == 1996)",
                                Type.BOOLEAN, list)
                        .asBoolean())
                .isTrue();
    }

    @Test
    void signalsAndWhatTheCaseSaysArePaidForToo() throws Exception {
        List<String> many =
                IntStream.range(0, 5_000).mapToObj(i -> "signal-" + i).toList();
        Case talk = new Case("c", null, Map.of(), List.of(new Case.Turn("customer", "x".repeat(900_000))));
        Scope hostile = Scope.of(SCOPE.action(), talk, many, 0.5);

        for (String source : List.of(
                "signals.all(a, signals.all(b, a != '' || b != ''))",
                "signals.all(s, case.conversation.all(t, t.text != s))")) {
            Compiled compiled = Expressions.compile(source, Type.BOOLEAN);
            assertThatExceptionOfType(EvaluationException.class)
                    .isThrownBy(() -> compiled.evaluate(hostile))
                    .withMessageContaining("than");
        }
    }

    @Test
    void aRegexThatBacktracksElsewhereIsLinearHere() throws Exception {
        Scope hostile = scope("{\"text\": \"" + "a".repeat(100_000) + "\"}");
        Compiled compiled = Expressions.compile("action.payload.text.matches('(a+)+$b')", Type.BOOLEAN);

        assertThat(compiled.evaluate(hostile).asBoolean()).isFalse();
    }

    @Test
    void aRegexOutOfThePayloadIsBoundedToo() throws Exception {
        Scope hostile = scope("{\"regex\": \"((a{100}){100}){100}\"}");
        Compiled compiled = Expressions.compile("'a'.matches(action.payload.regex)", Type.BOOLEAN);

        assertThatExceptionOfType(EvaluationException.class).isThrownBy(() -> compiled.evaluate(hostile));
    }

    @Test
    void readsOnlyTheFieldsOnItsPath() throws Exception {
        String bulk = IntStream.range(0, 20_000)
                .mapToObj(i -> "\"" + "y".repeat(200) + "\"")
                .collect(Collectors.joining(","));
        Scope large = scope("{\"small\": 1, \"bulk\": [" + bulk + "]}");

        assertThat(evaluate("action.payload.small == 1", Type.BOOLEAN, large).asBoolean())
                .as("reading all of it would exceed the budget")
                .isTrue();
    }

    @Test
    void whatOneExpressionReadIsNotTakenFromTheNext() throws Exception {
        Reading reading = Reading.of(scope("{\"text\": \"" + "x".repeat(900_000) + "\"}"));
        Compiled twice = Expressions.compile(
                "action.payload.text.contains('y') || action.payload.text.contains('z')", Type.BOOLEAN);
        Compiled thrice = Expressions.compile(
                "action.payload.text.contains('x1') || action.payload.text.contains('x2')"
                        + " || action.payload.text.contains('x3')",
                Type.BOOLEAN);

        for (int i = 0; i < 3; i++) {
            assertThat(twice.evaluate(reading).asBoolean()).isFalse();
            assertThatExceptionOfType(EvaluationException.class)
                    .isThrownBy(() -> thrice.evaluate(reading))
                    .withMessage("the expression read more content than an evaluation may");
        }
    }

    @Test
    void knowsTheTextsWrittenOutInIt() throws Exception {
        Compiled compiled =
                Expressions.compile("has(case.subject) ? ['person:ana', case.id] : ['team:sales']", Type.PRINCIPALS);

        assertThat(compiled.literals()).containsExactly("person:ana", "team:sales");
    }

    @Test
    void isTheSameForManyThreads() throws Exception {
        Compiled compiled = Expressions.compile("action.payload.amount", Type.NUMBER);

        var results = IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(i -> {
                    try {
                        return compiled.evaluate(scope("{\"amount\": " + i + "}"))
                                        .asLong()
                                == i;
                    } catch (EvaluationException e) {
                        return false;
                    }
                })
                .toList();

        assertThat(results).doesNotContain(false);
    }

    private static Scope scope(@Nullable String payload) {
        return Scope.of(new Action("update", "x", json(String.valueOf(payload)), null), null, List.of(), null);
    }
}
