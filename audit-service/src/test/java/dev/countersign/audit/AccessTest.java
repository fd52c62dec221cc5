package dev.countersign.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.countersign.localstack.test.Tokens;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see what. */
@AuditTest
class AccessTest {

    private static final String PROTECTED = "/v1/evidence/0199d2e4-7c3a-7000-8000-000000000001";

    @ParameterizedTest
    @ValueSource(strings = {PROTECTED, "/v1/metrics/any", "/v1/log/proofs/inclusion?leaf=0"})
    void withoutATokenNobodySeesAnything(String path) {
        given().get(path).then().statusCode(401).body("type", equalTo("urn:countersign:problem:unauthenticated"));
        for (String role : List.of("agent", "reviewer", "admin")) {
            given().auth()
                    .oauth2(Tokens.person("somebody", role))
                    .get(path)
                    .then()
                    .statusCode(403)
                    .body("type", equalTo("urn:countersign:problem:forbidden"));
        }
        for (String role : List.of("auditor", "process-owner")) {
            int status = given().auth()
                    .oauth2(Tokens.person("somebody", role))
                    .get(path)
                    .statusCode();
            assertThat(status).as(role).isNotIn(401, 403, 500);
        }
    }

    @Test
    void onlyThoseWhoMayReportReport() {
        for (String role : List.of("reviewer", "admin")) {
            given().auth()
                    .oauth2(Tokens.person("somebody", role))
                    .contentType("application/json")
                    .body("{}")
                    .post("/v1/escapes")
                    .then()
                    .statusCode(403);
        }
        given().contentType("application/json")
                .body("{}")
                .post("/v1/escapes")
                .then()
                .statusCode(401);
    }

    @Test
    void aTokenThatIsNotForUsIsNone() {
        Tokens.Builder olga = Tokens.builder().name("olga").roles("auditor");
        for (String token : List.of(
                olga.audience("somebody-else").mint(),
                Tokens.builder().name("olga").roles("auditor").expired().mint(),
                Tokens.builder()
                        .name("olga")
                        .roles("auditor")
                        .issuer("http://elsewhere/")
                        .mint(),
                Tokens.builder().name("olga").roles("auditor").foreignKey().mint(),
                "no.token.atall")) {
            given().auth().oauth2(token).get(PROTECTED).then().statusCode(401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/checkpoint",
                "/log/key",
                "/q/health/live",
                "/q/health/started",
                "/q/health/ready",
                "/q/openapi",
                "/q/metrics"
            })
    void whatIsPublicNeedsNoToken(String path) {
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> given().get(path).then().statusCode(200));
    }

    @Test
    void theInterfaceIsDescribed() {
        assertThat(given().queryParam("format", "json").get("/q/openapi").asString())
                .contains("\"openapi\" : \"3.1")
                .contains("/v1/evidence/{evaluation}", "/v1/metrics/{process}", "/v1/escapes", "/checkpoint");
    }
}
