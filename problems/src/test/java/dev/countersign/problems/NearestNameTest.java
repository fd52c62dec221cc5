package dev.countersign.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    private static final List<String> KNOWN = List.of("confidence", "signals", "sources", "case");

    @ParameterizedTest
    @CsvSource({"confidense,confidence", "Signal,signals", "source,sources", "cas,case"})
    void findsWhatWasMeant(String written, String meant) {
        assertThat(NearestName.of(written, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"zzzzzzzz", "payload"})
    void keepsQuietWhereNothingIsNear(String written) {
        assertThat(NearestName.of(written, KNOWN)).isEmpty();
    }
}
