package dev.countersign.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void aPayloadKeepsItsValuesAsTheyWereWritten() throws JsonProcessingException {
        String payload = "{\"a\":1,\"b\":1.0,\"c\":\"1\",\"d\":100.0,\"e\":1.10,\"f\":9007199254740993,\"g\":null}";

        assertThat(Json.mapper().writeValueAsString(Json.mapper().readTree(payload)))
                .isEqualTo(payload);
    }
}
