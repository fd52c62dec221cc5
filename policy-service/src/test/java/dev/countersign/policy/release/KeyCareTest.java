package dev.countersign.policy.release;

import static dev.countersign.policy.Given.admin;
import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.id;
import static dev.countersign.policy.Given.owner;
import static dev.countersign.policy.Given.problem;
import static dev.countersign.policy.Given.proposal;
import static dev.countersign.policy.Given.propose;
import static dev.countersign.policy.Given.published;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.countersign.payload.digest.PayloadDigest;
import dev.countersign.policy.Given;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.TestClock;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@PolicyServiceTest
class KeyCareTest {

    private static final String PAYLOAD = "{\"amount\": 20, \"text\": \"Sorry for the delay\"}";

    @Inject
    TestClock clock;

    @Inject
    SigningKeyRepository repository;

    @Inject
    KeyEncryption encryption;

    @Inject
    ReleaseConfig config;

    @AfterEach
    void time() {
        clock.reset();
    }

    private static ValidatableResponse proposed(String process) {
        return propose(proposal(process)).statusCode(201);
    }

    private static String release(ValidatableResponse answer) {
        return answer.extract().path("release");
    }

    private static String kid(String jws) {
        String header = new String(Base64.getUrlDecoder().decode(jws.split("\\.")[0]), StandardCharsets.UTF_8);
        return Given.json(header).path("kid").asText();
    }

    private static ValidatableResponse jwks() {
        return given().get("/.well-known/jwks.json").then().statusCode(200);
    }

    private static ValidatableResponse redeem(String release) {
        return agent().body("{\"release\": \"" + release + "\", \"payload\": " + PAYLOAD + "}")
                .post("/v1/releases/redeem")
                .then();
    }

    @Test
    void aNewKeyIsAnnouncedTakesOverAndWhatTheFormerSignedStaysGood() {
        String process = published();
        String former = kid(release(proposed(process)));

        String next =
                admin().post("/v1/keys/rotate").then().statusCode(200).extract().path("id");

        admin().post("/v1/keys/rotate").then().body("id", equalTo(next));
        jwks().body("keys.kid", hasItem(former)).body("keys.kid", hasItem(next));
        assertThat(kid(release(proposed(process)))).isEqualTo(former);
        clock.advance(Duration.ofMinutes(59));
        String last = release(proposed(process));
        assertThat(kid(last)).isEqualTo(former);
        clock.advance(Duration.ofMinutes(2));
        String first = release(proposed(process));
        assertThat(kid(first)).isEqualTo(next);
        jwks().body("keys.kid", hasItem(former)).body("keys.kid", hasItem(next));
        redeem(last).statusCode(200);
        redeem(first).statusCode(200);
        clock.advance(Duration.ofMinutes(10));
        jwks().body("keys.kid", not(hasItem(former))).body("keys.kid", hasItem(next));
    }

    @Test
    void aReplicaThatDoesNotKnowAKeyYetReadsTheKeysAgain() throws Throwable {
        proposed(published());
        KeyService other = new KeyService(repository, encryption, config, clock);
        KeyRing before = on(other::keys);

        before.keys().forEach(key -> admin().post("/v1/keys/{id}/revoke", key.id()));

        String next = kid(release(proposed(published())));
        assertThat(before.named(next)).isEmpty();
        assertThat(on(() -> other.keysWith(next)).named(next)).isPresent();
    }

    private static <T> T on(Supplier<Uni<T>> reading) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(reading);
    }

    @Test
    void aRevokedKeyIsTrustedNoMoreAndAnotherSignsAtOnce() {
        ValidatableResponse answer = proposed(published());
        String compromised = release(answer);

        admin().post("/v1/keys/{id}/revoke", kid(compromised))
                .then()
                .statusCode(200)
                .body("revokedAt", notNullValue());
        admin().post("/v1/keys/{id}/revoke", kid(compromised)).then().statusCode(200);

        problem(redeem(compromised), 422, "release-invalid");
        jwks().body("keys.kid", not(hasItem(kid(compromised))));
        String again = agent().get("/v1/evaluations/{id}", id(answer)).path("release");
        assertThat(kid(again)).isNotEqualTo(kid(compromised));
        jwks().body("keys.kid", hasItem(kid(again)));
        redeem(again).statusCode(200);
        admin().get("/v1/keys")
                .then()
                .body("items.find { it.id == '" + kid(compromised) + "' }.revokedAt", notNullValue())
                .body("items.find { it.id == '" + kid(again) + "' }.revokedAt", nullValue());
    }

    /** Whoever has the key can sign anything; what was issued still says what may be done. */
    @Test
    void evenWithTheKeyNoReleaseIsMadeToPermitMore() throws Throwable {
        ValidatableResponse answer = proposed(published());
        KeyRing ring = on(() -> new KeyService(repository, encryption, config, clock).keys());
        SigningKey stolen = ring.named(kid(release(answer))).orElseThrow();
        String payload = "{\"amount\": 2000}";
        Claims claims = claims(release(answer), payload);
        String forged = new ReleaseToken(config.issuer(), config.audience()).sign(claims, stolen);

        problem(
                agent().body("{\"release\": \"" + forged + "\", \"payload\": " + payload + "}")
                        .post("/v1/releases/redeem")
                        .then(),
                422,
                "release-invalid");
        redeem(release(answer)).statusCode(200);
    }

    private Claims claims(String release, String payload) {
        var said =
                Given.json(new String(Base64.getUrlDecoder().decode(release.split("\\.")[1]), StandardCharsets.UTF_8));
        return new Claims(
                UUID.fromString(said.path("jti").asText()),
                UUID.fromString(said.path("evaluation").asText()),
                said.path("process").asText(),
                said.path("sub").asText(),
                said.path("action").asText(),
                said.path("target").asText(),
                PayloadDigest.of(payload),
                "none",
                List.of(),
                1,
                clock.instant(),
                clock.instant().plusSeconds(300));
    }

    @Test
    void keysAreForAdministrators() {
        problem(owner().post("/v1/keys/rotate").then(), 403, "forbidden");
        problem(agent().get("/v1/keys").then(), 403, "forbidden");
        problem(admin().post("/v1/keys/unheard-of/revoke").then(), 404, "key-not-found");
    }
}
