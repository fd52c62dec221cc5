package dev.countersign.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogConfigTest {

    @Test
    void aBatchIsAThousandEventsWhereNobodySaysOtherwise() {
        assertThat(config(Map.of()).batch()).isEqualTo(1_024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "16384"})
    void aBatchIsAsLargeAsSaid(String size) {
        assertThat(config(Map.of("countersign.log.batch", size)).batch()).isEqualTo(Integer.parseInt(size));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "16385"})
    void aBatchOfNoUseIsRefusedByName(String size) {
        assertThatThrownBy(() -> config(Map.of("countersign.log.batch", size)))
                .hasMessageContainingAll("countersign.log.batch", size, "must be from 1 to 16384");
    }

    @Test
    void whatIsNoNumberIsRefusedByName() {
        assertThatThrownBy(() -> config(Map.of("countersign.log.batch", "many")))
                .hasMessageContainingAll("countersign.log.batch", "many");
    }

    private static LogConfig config(Map<String, String> values) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().withMapping(LogConfig.class);
        values.forEach(builder::withDefaultValue);
        return builder.build().getConfigMapping(LogConfig.class);
    }
}
