package dev.countersign.policy.digest;

import static dev.countersign.policy.Given.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.problems.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadDigestTest {

    @Test
    void isTheSha256OfTheCanonicalForm() {
        // printf '{"a":1,"b":[true,null,"\xc3\xa9"]}' | sha256sum
        assertThat(PayloadDigest.of(json("{ \"b\": [true, null, \"\\u00e9\"], \"a\": 1.0 }")))
                .isEqualTo("sha-256:9488dd13ca33d3291f5a91a1833dfa164811755ffba538c2b340780f8c31a0cb");
    }

    @Test
    void isTheSameHoweverTheValueIsWritten() {
        assertThat(PayloadDigest.of(json("{\"amount\": 20, \"text\": \"a/b\"}")))
                .isEqualTo(PayloadDigest.of(json("{\"text\":\"a\\/b\",\"amount\":2.0e1}")));
    }

    @Test
    void differsWhereTheValueDoes() {
        assertThat(PayloadDigest.of(json("{\"amount\": 20}")))
                .isNotEqualTo(PayloadDigest.of(json("{\"amount\": \"20\"}")));
        assertThat(PayloadDigest.of(json("[]"))).isNotEqualTo(PayloadDigest.of(json("{}")));
        assertThat(PayloadDigest.of(json("\"a\""))).isNotEqualTo(PayloadDigest.of(json("\"b\"")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "12345678901234567890",
                "0.1234567890123456789",
                "1e400",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "{\"\\ud800\": 1}",
            })
    void whatSystemsWouldReadDifferentlyIsNotInteroperable(String value) {
        assertThat(InteroperableJson.violations(json("{\"deep\": [0, " + value + "]}"), "/p"))
                .hasSize(1)
                .first()
                .extracting(Violation::pointer)
                .isEqualTo("/p/deep/1");
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
                "\"\\ud83d\\ude00\"",
                "\"\\u0000\"",
                "true",
                "null",
                "{}",
                "[[]]"
            })
    void everythingElseIs(String value) {
        assertThat(InteroperableJson.violations(json("{\"v\": " + value + "}"), ""))
                .isEmpty();
    }
}
