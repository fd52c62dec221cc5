package dev.countersign.payload.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.payload.digest.PayloadDigest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InteroperableJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "12345678901234567890",
                "0.1234567890123456789",
                "1e400",
                "1e-314",
                "-5e-324",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "{\"\\ud800\": 1}",
            })
    void whatSystemsWouldReadDifferentlyIsNotInteroperable(String value) {
        assertThat(InteroperableJson.flaws(json("{\"deep\": [0, " + value + "]}"), "/p"))
                .hasSize(1)
                .first()
                .extracting(Flaw::pointer)
                .isEqualTo("/p/deep/1");
        assertThatIllegalArgumentException()
                .as("has no digest either")
                .isThrownBy(() -> PayloadDigest.of("{\"deep\": [0, " + value + "]}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740992",
                "-0.1",
                "1e21",
                "4.5",
                "1E+2",
                "0",
                "2.2250738585072014e-308",
                "1e-300",
                "\"\\ud83d\\ude00\"",
                "\"\\u0000\"",
                "true",
                "null",
                "{}",
                "[[]]"
            })
    void everythingElseIs(String value) {
        assertThat(InteroperableJson.flaws(json("{\"v\": " + value + "}"), "")).isEmpty();
        assertThat(PayloadDigest.of("{\"v\": " + value + "}")).startsWith("sha-256:");
    }

    /** The canonicaliser works on them for minutes, or writes others. */
    @ParameterizedTest
    @ValueSource(strings = {"1e-314", "1e-320", "-5e-324"})
    void whatIsCloserToZeroThanDoublesAreExactIsNotEvenLookedAt(String value) {
        assertThat(InteroperableJson.unreadable(json("{\"v\": " + value + "}"), ""))
                .containsExactly(new Flaw("/v", "is a number that is too close to zero to be read"));
        assertThatIllegalArgumentException().isThrownBy(() -> PayloadDigest.ofAny("{\"v\": " + value + "}"));
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build()
                    .readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
