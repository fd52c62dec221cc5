package dev.countersign.policy;

import static dev.countersign.policy.Given.proposal;
import static dev.countersign.policy.Given.propose;
import static dev.countersign.policy.Given.published;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a platform team looks at. */
@PolicyServiceTest
class OperatingTest {

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/started", "/q/health/live", "/q/health/ready"})
    void theServiceIsHealthyOnADatabaseAndABroker(String address) {
        given().get(address).then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void theMeasuresCountByProcessAndOutcomeAndNamesThatNobodyPublishedHaveNoSeriesOfTheirOwn() {
        String process = published();
        propose(proposal(process)).statusCode(201);
        propose(proposal("made-up-by-an-agent")).statusCode(201);

        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("countersign_evaluations_total{outcome=\"proceed\",process=\"" + process + "\"}"))
                .body(containsString("process=\"unknown\""))
                .body(not(containsString("made-up-by-an-agent")));
    }

    @Test
    void theApiDescribesItself() {
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("openapi", startsWith("3.1"))
                .body("paths", hasKey("/v1/evaluations"))
                .body("paths", hasKey("/v1/releases/redeem"))
                .body("paths", hasKey("/.well-known/jwks.json"))
                .body("paths", hasKey("/v1/callback-secrets"))
                .body("webhooks", hasKey("evaluation"))
                .body("info.title", equalTo("Countersign policy service"))
                .body("components.schemas.Proposal.properties", hasKey("case"));
    }
}
