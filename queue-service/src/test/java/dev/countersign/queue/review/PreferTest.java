package dev.countersign.queue.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return=minimal",
                "Return=Minimal",
                "return = \"minimal\"",
                "respond-async, wait=100, return=minimal",
                "return=minimal; foo=\"some value\"",
                "return=minimal, return=representation"
            })
    void theVersionIsEnough(String header) {
        assertThat(new Prefer(List.of(header)).minimal()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "return",
                "return=",
                "minimal",
                "noreturn=minimal",
                "return=minimalist",
                "return=representation",
                "return=representation, return=minimal",
                "handling=lenient; return=minimal"
            })
    void allOfItIsWanted(String header) {
        assertThat(new Prefer(List.of(header)).minimal()).isFalse();
    }

    @Test
    void headersCountTogetherInTheirOrder() {
        assertThat(new Prefer(List.of()).minimal()).isFalse();
        assertThat(new Prefer(List.of("handling=strict", "return=minimal")).minimal())
                .isTrue();
        assertThat(new Prefer(List.of("return=representation", "return=minimal")).minimal())
                .isFalse();
    }
}
