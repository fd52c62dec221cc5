package dev.countersign.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalTest {

    @ParameterizedTest
    @ValueSource(strings = {"person:maria", "team:ops-leads", "person:maria.ruiz@example.com"})
    void readsWhatItWrites(String text) {
        assertThat(Principal.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "maria", "person:", "robot:r2", "person:a b", "team:-x", "PERSON:maria", "person:a\u200Bb"})
    void refusesWhatIsNone(String text) {
        assertThat(Principal.tryParse(text)).isEmpty();
        assertThatThrownBy(() -> Principal.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a principal");
    }

    @Test
    void isTextInJson() {
        assertThat(Json.mapper().valueToTree(Principal.team("bookings")).textValue())
                .isEqualTo("team:bookings");
    }
}
