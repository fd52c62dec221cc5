package dev.countersign.policy.release;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static dev.countersign.policy.Given.AGENT;
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
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.event.EvaluationEvent.ReleaseRedeemed;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.policy.Given;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.TestClock;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@PolicyServiceTest
class RedeemingTest {

    private static final String PAYLOAD = "{\"text\": \"Sorry for the delay\", \"amount\": 2e1}";

    @Inject
    TestClock clock;

    @AfterEach
    void time() {
        clock.reset();
    }

    private static String release(String process) {
        return propose(proposal(process)).statusCode(201).extract().path("release");
    }

    private static ValidatableResponse redeem(String release, String payload) {
        return agent().body("{\"release\": \"" + release + "\", \"payload\": " + payload + "}")
                .post("/v1/releases/redeem")
                .then();
    }

    private static JsonNode part(String jws, int index) {
        return Given.json(new String(Base64.getUrlDecoder().decode(jws.split("\\.")[index]), StandardCharsets.UTF_8));
    }

    @Test
    void aReleaseVerifiesOfflineWithThePublishedKeysAndSaysWhatWasDecided() throws Exception {
        String process = published();
        ValidatableResponse answer = propose(proposal(process));
        String release = answer.extract().path("release");

        JsonNode claims = part(release, 1);
        assertThat(claims.path("iss").asText()).isEqualTo("countersign");
        assertThat(claims.path("aud").asText()).isEqualTo("countersign-execution");
        assertThat(claims.path("sub").asText()).isEqualTo(AGENT);
        assertThat(claims.path("jti").asText()).hasSize(36);
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
        assertThat(claims.path("evaluation").asText()).isEqualTo(id(answer).toString());
        assertThat(claims.path("process").asText()).isEqualTo(process);
        assertThat(claims.path("action").asText()).isEqualTo("refund");
        assertThat(claims.path("target").asText()).isEqualTo("order/4711");
        assertThat(claims.path("payload_digest").asText())
                .isEqualTo(answer.extract().path("payloadDigest"));
        assertThat(claims.path("decision").asText()).isEqualTo("none");
        assertThat(claims.path("approvers").size()).isZero();
        assertThat(claims.path("policy_version").asInt()).isEqualTo(1);
        assertThat(verifies(release, publishedKey(part(release, 0).path("kid").asText())))
                .isTrue();
    }

    /** By the JDK alone, as a system at the point of effect would that has no library of ours. */
    private static boolean verifies(String jws, PublicKey key) throws Exception {
        int dot = jws.lastIndexOf('.');
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(key);
        signature.update(jws.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(jws.substring(dot + 1)));
    }

    private static PublicKey publishedKey(String kid) throws Exception {
        String x = given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .header("Cache-Control", "public, max-age=300")
                .extract()
                .path("keys.find { it.kid == '" + kid + "' }.x");
        byte[] raw = Base64.getUrlDecoder().decode(x);
        boolean odd = (raw[31] & 0x80) != 0;
        raw[31] &= 0x7f;
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = raw[31 - i];
        }
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(
                        NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, bigEndian))));
    }

    @Test
    void aReleaseIsRedeemedOnceForThePayloadHoweverItIsWritten() {
        String release = release(published());

        redeem(release, PAYLOAD).statusCode(200).body("agent", equalTo(AGENT)).body("action", equalTo("refund"));
        problem(redeem(release, PAYLOAD), 409, "release-already-redeemed");

        UUID jti = UUID.fromString(part(release, 1).path("jti").asText());
        TestTopics.await(
                Topic.EVALUATIONS,
                ReleaseRedeemed.class,
                event -> event.release().equals(jti),
                PATIENCE);
    }

    @Test
    void ofManyAtOnceExactlyOneRedeems() throws Exception {
        String release = release(published());

        try (var pool = Executors.newFixedThreadPool(8)) {
            var answers = IntStream.range(0, 24)
                    .mapToObj(i ->
                            pool.submit(() -> redeem(release, PAYLOAD).extract().statusCode()))
                    .toList();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnly(200, 409);
            assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
        }
    }

    @Test
    void anotherPayloadIsRefusedAndDoesNotUseItUp() {
        String release = release(published());

        problem(redeem(release, "{\"amount\": 2000}"), 422, "release-payload-mismatch")
                .body("errors[0].pointer", equalTo("/payload"));
        redeem(release, PAYLOAD).statusCode(200);
    }

    @Test
    void anAmountThatADoubleCannotTellFromTheReleasedOneIsAnother() {
        ObjectNode proposal = proposal(published(
                policy -> ((ObjectNode) policy.at("/patterns/exception-escalation/signals")).remove("large")));
        ((ObjectNode) proposal.at("/action/payload")).put("amount", 9007199254740992L);
        String release = propose(proposal).statusCode(201).extract().path("release");

        problem(
                redeem(release, "{\"text\": \"Sorry for the delay\", \"amount\": 9007199254740993}"),
                422,
                "release-payload-mismatch");
        redeem(release, "{\"text\": \"Sorry for the delay\", \"amount\": 9007199254740992}")
                .statusCode(200);
    }

    @Test
    void whatWasNotIssuedHereIsRefused() throws Exception {
        String release = release(published());
        String forged = forged(release);
        String unsigned = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\",\"typ\":\"countersign-release+jwt\"}"
                                .getBytes(StandardCharsets.UTF_8))
                + "." + release.split("\\.")[1] + ".";

        for (String bad : List.of("nonsense", "a.b.c", forged, unsigned, release + "x", release.substring(5))) {
            problem(redeem(bad, PAYLOAD), 422, "release-invalid");
        }
        problem(agent().body("{\"payload\": {}}").post("/v1/releases/redeem").then(), 422, "invalid-value");
        redeem(release, PAYLOAD).statusCode(200);
    }

    /** The same header and claims, signed with a key of the forger's own. */
    private static String forged(String release) throws Exception {
        String signed = release.substring(0, release.lastIndexOf('.'));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    @Test
    void anExpiredReleaseIsRefusedAndTheNextReadShowsANewOne() {
        ValidatableResponse answer = propose(proposal(published()));
        String first = answer.extract().path("release");

        clock.advance(Duration.ofMinutes(6));

        problem(redeem(first, PAYLOAD), 422, "release-expired");
        String second = agent().get("/v1/evaluations/{id}", id(answer)).path("release");
        assertThat(part(second, 1).path("jti").asText())
                .isNotEqualTo(part(first, 1).path("jti").asText());
        redeem(second, PAYLOAD).statusCode(200);
        agent().get("/v1/evaluations/{id}", id(answer)).then().body("release", nullValue());
    }

    @Test
    void everyReadShowsTheSameReleaseWhileItIsGood() {
        ValidatableResponse answer = propose(proposal(published()));

        String read = agent().get("/v1/evaluations/{id}", id(answer)).path("release");

        assertThat(read).isEqualTo(answer.extract().path("release"));
    }

    @Test
    void aProcessOwnerSeesTheEvaluationWithoutTheCredential() {
        ValidatableResponse answer = propose(proposal(published()));

        owner().get("/v1/evaluations/{id}", id(answer))
                .then()
                .body("status", equalTo("released"))
                .body("release", nullValue());
    }

    @Test
    void whatWasWithdrawnCannotBeRedeemedAndWhatWasRedeemedCannotBeWithdrawn() {
        String process = published();
        ValidatableResponse withdrawn = propose(proposal(process));
        ValidatableResponse redeemed = propose(proposal(process));

        agent().post("/v1/evaluations/{id}/withdraw", id(withdrawn)).then().statusCode(200);
        agent().post("/v1/evaluations/{id}/withdraw", id(withdrawn)).then().statusCode(200);
        problem(redeem(withdrawn.extract().path("release"), PAYLOAD), 422, "release-invalid");
        redeem(redeemed.extract().path("release"), PAYLOAD).statusCode(200);
        problem(agent().post("/v1/evaluations/{id}/withdraw", id(redeemed)).then(), 409, "not-withdrawable");
    }

    @Test
    void askingWhetherAReleaseIsGoodDoesNotUseItUp() {
        String process = published();
        ValidatableResponse answer = propose(proposal(process));
        String release = answer.extract().path("release");

        verify(release, PAYLOAD)
                .statusCode(200)
                .body("evaluation", equalTo(id(answer).toString()));
        verify(release, PAYLOAD).statusCode(200).body("agent", equalTo(AGENT)).body("redeemedAt", nullValue());
        problem(verify(release, "{\"amount\": 21}"), 422, "release-payload-mismatch");
        problem(verify("a.b.c", PAYLOAD), 422, "release-invalid");
        owner().contentType("application/json")
                .body("{\"reason\": \"wait\"}")
                .post("/v1/processes/{process}/halt", process);
        problem(verify(release, PAYLOAD), 409, "halted");
        owner().post("/v1/processes/{process}/resume", process);
        redeem(release, PAYLOAD).statusCode(200);
        problem(verify(release, PAYLOAD), 409, "release-already-redeemed");
    }

    private static ValidatableResponse verify(String release, String payload) {
        return agent().body("{\"release\": \"" + release + "\", \"payload\": " + payload + "}")
                .post("/v1/releases/verify")
                .then();
    }

    @Test
    void redeemingIsForAgents() {
        problem(
                owner().contentType("application/json")
                        .body("{\"release\": \"x\", \"payload\": {}}")
                        .post("/v1/releases/redeem")
                        .then(),
                403,
                "forbidden");
    }
}
