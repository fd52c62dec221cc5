package dev.countersign.payload.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadDigestTest {

    @Test
    void isSha256OfTheCanonicalForm() {
        // printf '{}' | sha256sum
        assertThat(PayloadDigest.of(" { } "))
                .isEqualTo("sha-256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }

    @Test
    void isTheSha256OfMoreThanBraces() {
        // printf '{"a":1,"b":[true,null,"\xc3\xa9"]}' | sha256sum
        assertThat(PayloadDigest.of("{ \"b\": [true, null, \"\\u00e9\"], \"a\": 1.0 }"))
                .isEqualTo("sha-256:9488dd13ca33d3291f5a91a1833dfa164811755ffba538c2b340780f8c31a0cb");
    }

    @Test
    void isTheSameHoweverTheValueIsWritten() {
        assertThat(PayloadDigest.of("{\"amount\": 20, \"text\": \"a/b\"}"))
                .isEqualTo(PayloadDigest.of("{\"text\":\"a\\/b\",\"amount\":2.0e1}"));
    }

    @Test
    void differsWhereTheValueDoes() {
        assertThat(PayloadDigest.of("{\"amount\": 20}")).isNotEqualTo(PayloadDigest.of("{\"amount\": \"20\"}"));
        assertThat(PayloadDigest.of("[]")).isNotEqualTo(PayloadDigest.of("{}"));
        assertThat(PayloadDigest.of("\"a\"")).isNotEqualTo(PayloadDigest.of("\"b\""));
    }

    @Test
    void anyChangeOfAValueChangesIt() {
        assertThat(PayloadDigest.of("{\"a\":\"x\"}")).isNotEqualTo(PayloadDigest.of("{\"a\":\"x\\u200b\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "1,2",
                "1 2",
                "1],[2",
                "nul",
                "-",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1e999}",
                "\"a\",\"b\"",
                "\"open"
            })
    void whatCannotBeCanonicalisedHasNone(String json) {
        assertThatThrownBy(() -> PayloadDigest.of(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nestingThatWouldExhaustTheStackIsRefused() {
        assertThatThrownBy(() -> PayloadDigest.of("[".repeat(100_000) + "]".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatNotEverySystemReadsAlikeIsRecognisedButNeverReleased() {
        String past = "{\"amount\": 9007199254740993}";

        assertThat(PayloadDigest.ofAny(past))
                .as("its neighbour has the same canonical form")
                .isEqualTo(PayloadDigest.of("{\"amount\": 9007199254740992}"));
        assertThatThrownBy(() -> PayloadDigest.of(past)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void digitsWithinATextAreNoNumber() {
        assertThat(PayloadDigest.of("{\"a\\\"9007199254740993\": \"9007199254740993\"}"))
                .isNotEmpty();
    }
}
