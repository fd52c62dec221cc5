package dev.countersign.queue.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorthTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"0,0", "0.0999,0", "0.1,1", "0.75,7", "0.9,9", "0.999,9", "1,9", "-,-", "1.01,-", "-0.1,-", "NaN,-"
            })
    void aConfidenceIsInOneTenth(Double confidence, Integer band) {
        assertThat(ConfidenceBand.of(confidence)).isEqualTo(band);
    }

    /** Known values: of none in ten, at most 28 % can be expected; of one in one, at least 21 %. */
    @ParameterizedTest
    @CsvSource({"25,34,0.5688,0.8540", "0,10,0.0,0.2775", "10,10,0.7225,1.0", "1,1,0.2065,1.0", "190,200,0.9104,0.9726"
    })
    void theIntervalIsWilsons(long unchanged, long n, double low, double high) {
        Worth worth = Worth.of(7, unchanged, 0, n - unchanged);

        assertThat(worth.low()).isCloseTo(low, within(0.0002));
        assertThat(worth.high()).isCloseTo(high, within(0.0002));
        assertThat(worth.rate()).isCloseTo((double) unchanged / n, within(0.0001));
    }

    @Test
    void nothingIsNoRate() {
        Worth worth = Worth.of(3, 0, 0, 0);

        assertThat(worth.n()).isZero();
        assertThat(worth.rate()).isNull();
        assertThat(worth.low()).isNull();
        assertThat(worth.high()).isNull();
        assertThat(worth.enough()).isFalse();
        assertThat(worth.from()).isEqualTo("0.3");
        assertThat(worth.to()).isEqualTo("0.4");
    }

    @Test
    void aFewAreNotEnough() {
        assertThat(Worth.of(9, 19, 0, 0).enough()).isFalse();
        assertThat(Worth.of(9, 18, 1, 1).enough()).isTrue();
        assertThat(Worth.of(9, 18, 1, 1).to()).isEqualTo("1.0");
    }
}
