package dev.countersign.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @Test
    void eachPortHasItsDefaultUntilItsVariableMovesIt() {
        Addresses addresses = Addresses.fromEnvironment(Map.of("COUNTERSIGN_QUEUE_PORT", "9999"));

        assertThat(addresses.port(Endpoint.POLICY)).isEqualTo(8081);
        assertThat(addresses.url(Endpoint.QUEUE)).isEqualTo("http://localhost:9999");
        assertThat(addresses.issuer()).isEqualTo("http://localhost:8180/realms/countersign");
        assertThat(addresses.kafka()).isEqualTo("127.0.0.1:9192");
        assertThat(addresses.postgres().reactiveUrl("policy")).isEqualTo("postgresql://127.0.0.1:5440/policy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536", "-1", "80a", "123456"})
    void whatIsNoPortIsRefusedByTheNameOfItsVariable(String text) {
        assertThatThrownBy(() -> Addresses.fromEnvironment(Map.of("COUNTERSIGN_KAFKA_PORT", text)))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("COUNTERSIGN_KAFKA_PORT")
                .hasMessageContaining(text);
    }

    @Test
    void whatIsWrittenIsRead(@TempDir Path folder) {
        Addresses addresses = Addresses.free();
        Path file = folder.resolve("run").resolve("addresses.properties");

        addresses.write(file);

        assertThat(Addresses.read(file)).isEqualTo(addresses);
    }
}
