package dev.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.Service;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Journey
class HealthTest {

    private final House house;

    HealthTest(House house) {
        this.house = house;
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void everyServiceIsStartedLiveAndReady(Service service) {
        for (String check : new String[] {"started", "live", "ready"}) {
            JsonNode health =
                    house.nobody(service).get("/q/health/" + check).expect(200).body();
            assertThat(health.path("status").asText()).as(check).isEqualTo("UP");
        }
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void readinessLooksAtTheDatabaseAndAtKafka(Service service) {
        String checks = house.nobody(service)
                .get("/q/health/ready")
                .expect(200)
                .body()
                .path("checks")
                .toString()
                .toLowerCase(Locale.ROOT);

        assertThat(checks)
                .containsAnyOf("database", "postgresql", "reactive pg")
                .containsAnyOf("kafka", "messaging");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void everyServiceIsMeasured(Service service) {
        // So that there is a request to count, whichever class comes first.
        house.nobody(service).get("/v1/nothing").expect(401, 404);

        Answer metrics = house.nobody(service).get("/q/metrics").expect(200);

        assertThat(metrics.text()).contains("jvm_memory_used_bytes", "http_server_requests_seconds_count");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void everyServiceDescribesItsApi(Service service) {
        JsonNode openApi = house.nobody(service)
                .get("/q/openapi?format=json", "Accept", "application/json")
                .expect(200)
                .body();

        assertThat(openApi.path("openapi").asText()).startsWith("3.1");
        assertThat(openApi.path("paths").properties()).isNotEmpty();
    }
}
