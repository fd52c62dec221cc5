package dev.countersign.queue.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.Action;
import dev.countersign.expressions.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Scope scope(String payload, String before) {
        return Scope.of(
                new Action("move", "reservation/X", json(payload), before == null ? null : json(before)),
                null,
                List.of(),
                null);
    }

    @Test
    void everySpellingOfAPayloadHasOneDigest() {
        assertThat(Canonical.of(json("{'b': 1.0, 'a': 'é'}")).digest())
                .isEqualTo(Canonical.of(json("{'a':'\\u00e9','b':1}")).digest());
        assertThat(Canonical.of(json("{}")).digest())
                .as("SHA-256 of the two characters {}")
                .isEqualTo("sha-256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a': [1, 9007199254740993]}|/a/1",
                "{'a~b/c': 0.12345678901234567891}|/a~0b~1c",
                "{'a': 1e-314}|/a",
                "{'a': 1e400}|/a"
            })
    void aNumberThatWouldComeOutAsAnotherIsRefused(String payload, String pointer) {
        assertThatThrownBy(() -> Canonical.of(json(payload)))
                .isInstanceOfSatisfying(
                        Canonical.AmbiguousPayloadException.class,
                        e -> assertThat(e.pointer()).isEqualTo(pointer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'a': 9007199254740992}", "{'a': 0.1}", "{'a': -12.50}", "{'a': 1e3}"})
    void aNumberThatIsKeptIsFine(String payload) {
        assertThat(Canonical.of(json(payload)).digest()).startsWith("sha-256:");
    }

    @Test
    void theEffectIsThePolicysSentence() {
        assertThat(EffectSentence.of(
                        "'Move ' + action.target + ' to ' + action.payload.cabin", scope("{'cabin':'business'}", null)))
                .isEqualTo("Move reservation/X to business");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-|{'a':1,'b':2}|-|Change reservation/X: 2 fields",
                "-|{'a':1,'b':2}|{'a':1,'b':3}|Change reservation/X: 1 field",
                "action.payload.missing|{'a':1}|-|Change reservation/X: 1 field",
                "''|{}|-|Change reservation/X: 0 fields",
                "no expression|{}|-|Change reservation/X: 0 fields"
            })
    void withoutASentenceTheFieldsAreCounted(String expression, String payload, String before, String sentence) {
        assertThat(EffectSentence.of(expression, scope(payload, before))).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-|1",
                "action.payload.amount > 500 ? 2 : 1|2",
                "3|3",
                "0|1",
                "-5|1",
                "1000000|20",
                "action.payload.missing|2",
                "'two'|2"
            })
    void inDoubtOnePairOfEyesIsNotEnough(String expression, int needed) {
        assertThat(ApprovalsNeeded.by(expression, scope("{'amount':700}", null)))
                .isEqualTo(needed);
    }
}
