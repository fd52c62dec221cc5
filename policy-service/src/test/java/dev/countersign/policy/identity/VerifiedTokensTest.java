package dev.countersign.policy.identity;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.countersign.localstack.test.Tokens;
import dev.countersign.policy.Given;
import dev.countersign.policy.PolicyServiceTest;
import io.restassured.response.ValidatableResponse;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A token that was believed a moment ago is believed for what it is, and for as long as it is valid. */
@PolicyServiceTest
class VerifiedTokensTest {

    private static final String OWNERS_ONLY = "/v1/processes/{process}/policy";

    private static ValidatableResponse get(String token) {
        return given().auth().oauth2(token).get(OWNERS_ONLY, "nobody-has-this").then();
    }

    @Test
    void itIsNotBelievedOnceItIsAltered() {
        String token = Tokens.person("grace", "process-owner");
        get(token).statusCode(404);

        int signature = token.lastIndexOf('.') + 10;
        char other = token.charAt(signature) == 'A' ? 'B' : 'A';

        get(token.substring(0, signature) + other + token.substring(signature + 1))
                .statusCode(401);
        get(token).statusCode(404);
    }

    @Test
    void whatOneMayAnotherMayNot() {
        get(Tokens.person("grace", "process-owner")).statusCode(404);

        get(Tokens.agent(Given.AGENT)).statusCode(403);
        get(Tokens.person("grace", "reviewer")).statusCode(403);
    }

    @Test
    void itIsNotBelievedPastItsEnd() {
        String token = Tokens.builder()
                .name("grace")
                .roles("process-owner")
                .expiresAt(Clock.systemUTC().instant().plus(Duration.ofSeconds(5)))
                .mint();
        get(token).statusCode(404);

        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> get(token).statusCode(401));
    }
}
