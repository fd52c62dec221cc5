package dev.countersign.verifier;

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
    void anyChangeOfAValueChangesIt() {
        assertThat(PayloadDigest.of("{\"a\":\"x\"}")).isNotEqualTo(PayloadDigest.of("{\"a\":\"x\\u200b\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1,\"a\":2}", "{\"a\":1e999}", "\"text\""})
    void whatCannotBeCanonicalisedHasNone(String json) {
        assertThatThrownBy(() -> PayloadDigest.of(json)).isInstanceOf(IllegalArgumentException.class);
    }
}
