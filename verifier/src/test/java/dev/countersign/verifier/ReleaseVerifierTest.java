package dev.countersign.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.countersign.payload.digest.PayloadDigest;
import dev.countersign.verifier.ReleaseRefusedException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseVerifierTest {

    private static final Instant NOW = Instant.parse("2026-05-18T09:12:04Z");
    private static final String PAYLOAD = "{\"cabin\":\"economy\",\"amount\":50}";
    private static final String TYPE = "countersign-release+jwt";
    private static final PublicJsonWebKey KEY = key("first");

    private final ReleaseVerifier verifier = verifier(NOW, List.of(KEY));

    @Test
    void aGoodReleaseSaysWhatItPermits() throws Exception {
        Release release = verifier.verify(release(c -> {}), execution(PAYLOAD));

        assertThat(release.action()).isEqualTo("update_reservation_flights");
        assertThat(release.approvers()).containsExactly("person:maria");
        assertThat(release.policyVersion()).isEqualTo(7);
        assertThat(release.expiresAt()).isEqualTo(NOW.plusSeconds(300));
    }

    @Test
    void theWritingOfThePayloadMakesNoDifference() throws Exception {
        assertThat(verifier.verify(
                        release(c -> {}), execution("{ \"amount\": 5.0e1,\n \"cabin\": \"econ\\u006fmy\" }")))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"cabin\":\"business\",\"amount\":50}", "{\"cabin\":\"economy\",\"amount\":50.01}", "{}"})
    void anotherPayloadIsRefused(String other) {
        refused(verifier, release(c -> {}), execution(other), Reason.OTHER_PAYLOAD);
    }

    @Test
    void anAmountThatADoubleCannotTellFromTheReleasedOneIsAnother() {
        String release =
                release(c -> c.setStringClaim("payload_digest", PayloadDigest.of("{\"amount\":9007199254740992}")));

        refused(verifier, release, execution("{\"amount\":9007199254740993}"), Reason.OTHER_PAYLOAD);
    }

    @Test
    void isGoodOnce() throws Exception {
        String release = release(c -> {});
        verifier.verify(release, execution(PAYLOAD));
        refused(verifier, release, execution(PAYLOAD), Reason.ALREADY_USED);
    }

    @Test
    void isNotUsedUpByARefusal() throws Exception {
        String release = release(c -> {});
        refused(verifier, release, execution("{}"), Reason.OTHER_PAYLOAD);
        assertThat(verifier.verify(release, execution(PAYLOAD))).isNotNull();
    }

    @Test
    void anotherAgentActionOrTargetIsRefused() {
        for (var other : List.of(
                new ReleaseVerifier.Execution("thief", "update_reservation_flights", "reservation/YAX4DR", PAYLOAD),
                new ReleaseVerifier.Execution("airline-agent", "cancel_reservation", "reservation/YAX4DR", PAYLOAD),
                new ReleaseVerifier.Execution(
                        "airline-agent", "update_reservation_flights", "reservation/X", PAYLOAD))) {
            refused(verifier, release(c -> {}), other, Reason.OTHER_EXECUTION);
        }
    }

    @Test
    void anotherProcessIsRefusedWhereTheSystemKnowsIt() throws Exception {
        String release = release(c -> {});
        refused(verifier, release, inProcess("other-changes"), Reason.OTHER_EXECUTION);
        assertThat(verifier.verify(release, inProcess("airline-changes"))).isNotNull();
    }

    private static ReleaseVerifier.Execution inProcess(String process) {
        return new ReleaseVerifier.Execution(
                process, "airline-agent", "update_reservation_flights", "reservation/YAX4DR", PAYLOAD);
    }

    @Test
    void whatIsIssuedForOthersIsRefused() {
        refused(verifier, release(c -> c.setAudience("somewhere-else")), execution(PAYLOAD), Reason.NOT_FOR_US);
        refused(verifier, release(c -> c.setIssuer("http://evil.example")), execution(PAYLOAD), Reason.NOT_FOR_US);
    }

    @Test
    void anExpiredReleaseIsRefusedButASmallSkewIsNot() throws Exception {
        String release = release(c -> {});
        refused(verifier(NOW.plusSeconds(331), List.of(KEY)), release, execution(PAYLOAD), Reason.EXPIRED);
        assertThat(verifier(NOW.plusSeconds(329), List.of(KEY)).verify(release, execution(PAYLOAD)))
                .isNotNull();
        refused(verifier(NOW.plus(Duration.ofMinutes(7)), List.of(KEY)), release, execution(PAYLOAD), Reason.EXPIRED);
    }

    /** A release is good for five minutes; a clock that is two minutes off takes it for younger or older than it is. */
    @Test
    void clocksTwoMinutesApartAreRefusedClearlyOrToleratedAsConfigured() throws Exception {
        Instant twoMinutes = NOW.plusSeconds(120);
        String release = release(c -> {});
        ReleaseVerifier behind = verifier(NOW.minusSeconds(120), List.of(KEY));
        ReleaseVerifier ahead = verifier(NOW.plusSeconds(300 + 120), List.of(KEY));
        Duration tolerated = Duration.ofSeconds(121);

        refused(behind, release, execution(PAYLOAD), Reason.NOT_YET_VALID);
        assertThat(behind.tolerating(tolerated).verify(release, execution(PAYLOAD)))
                .isNotNull();
        refused(ahead, release, execution(PAYLOAD), Reason.EXPIRED);
        assertThat(ahead.tolerating(tolerated).verify(release, execution(PAYLOAD)))
                .isNotNull();
        assertThat(verifier(twoMinutes, List.of(KEY)).verify(release, execution(PAYLOAD)))
                .as("two minutes old, or two minutes ahead: that is what five minutes are for")
                .isNotNull();
        refused(
                verifier(NOW.plusSeconds(301), List.of(KEY)).tolerating(Duration.ZERO),
                release,
                execution(PAYLOAD),
                Reason.EXPIRED);
    }

    @Test
    void whatIsSomethingElseThanAReleaseIsNotTrusted() {
        refused(verifier, signed(KEY, claims(c -> {}), "at+jwt"), execution(PAYLOAD), Reason.UNTRUSTED);
    }

    @Test
    void aForeignKeyIsNotTrusted() {
        refused(verifier(NOW, List.of(key("first"))), release(c -> {}), execution(PAYLOAD), Reason.UNTRUSTED);
        refused(verifier(NOW, List.of(key("other"))), release(c -> {}), execution(PAYLOAD), Reason.UNTRUSTED);
    }

    @Test
    void anAlteredReleaseIsNotTrusted() {
        String[] parts = release(c -> {}).split("\\.");
        String altered = parts[0] + "." + flip(parts[1]) + "." + parts[2];
        refused(verifier, altered, execution(PAYLOAD), Reason.UNTRUSTED);
        refused(verifier, "not a release", execution(PAYLOAD), Reason.UNTRUSTED);
    }

    @Test
    void noSignatureAndASharedSecretAreNotTrusted() throws JoseException {
        JsonWebSignature none = new JsonWebSignature();
        none.setPayload(claims(c -> {}).toJson());
        none.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
        none.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        refused(verifier, none.getCompactSerialization(), execution(PAYLOAD), Reason.UNTRUSTED);

        JsonWebSignature secret = new JsonWebSignature();
        secret.setPayload(claims(c -> {}).toJson());
        secret.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        secret.setKeyIdHeaderValue("first");
        secret.setHeader("typ", TYPE);
        secret.setKey(new HmacKey(KEY.getPublicKey().getEncoded()));
        refused(verifier, secret.getCompactSerialization(), execution(PAYLOAD), Reason.UNTRUSTED);
    }

    @Test
    void aReleaseWithoutADigestIsNone() {
        refused(verifier, release(c -> c.unsetClaim("payload_digest")), execution(PAYLOAD), Reason.UNTRUSTED);
    }

    @Test
    void aNewKeyIsFetchedWhenAReleaseNamesIt() throws Exception {
        PublicJsonWebKey second = key("second");
        List<JsonWebKey> published = new ArrayList<>(List.of(KEY));
        HttpServer server = serve(published);
        try {
            URI service = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            Instant now = Instant.now();
            ReleaseVerifier online = ReleaseVerifier.of(service, "http://localhost:8081", "countersign-execution");
            assertThat(online.verify(signed(KEY, at(now, "a")), execution(PAYLOAD)))
                    .isNotNull();
            published.add(second);
            // a release with an unknown key asks for the keys again, though not more often than every 300 ms
            await().atMost(Duration.ofSeconds(90))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(online.verify(signed(second, at(now, "b")), execution(PAYLOAD)))
                            .isNotNull());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whileTheKeysCannotBeFetchedThoseThatAreKnownAreGood() throws Exception {
        HttpServer server = serve(new ArrayList<>(List.of(KEY)));
        URI service = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        Instant now = Instant.now();
        ReleaseVerifier online = ReleaseVerifier.of(service, "http://localhost:8081", "countersign-execution");
        assertThat(online.verify(signed(KEY, at(now, "a")), execution(PAYLOAD))).isNotNull();
        server.stop(0);

        // asks in vain for the keys again, and forgets none
        assertThatThrownBy(() -> online.verify(signed(key("unknown"), at(now, "b")), execution(PAYLOAD)))
                .isInstanceOf(ReleaseRefusedException.class);
        assertThat(online.verify(signed(KEY, at(now, "c")), execution(PAYLOAD))).isNotNull();
    }

    @Test
    void withoutKeysNobodyKnowsWhetherAReleaseIsGood() throws Exception {
        HttpServer server = serve(new ArrayList<>());
        URI service = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        server.stop(0);

        refused(
                ReleaseVerifier.of(service, "http://localhost:8081", "countersign-execution"),
                signed(KEY, at(Instant.now(), "a")),
                execution(PAYLOAD),
                Reason.KEYS_UNAVAILABLE);
    }

    @Test
    void unknownKeysMakeNobodyFetchTheKeysAllTheTime() throws Exception {
        AtomicInteger fetches = new AtomicInteger();
        HttpServer server = serve(new ArrayList<>(List.of(KEY)), fetches);
        try {
            URI service = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            ReleaseVerifier online = ReleaseVerifier.of(service, "http://localhost:8081", "countersign-execution");
            Instant now = Instant.now();
            long started = System.nanoTime();

            for (int i = 0; i < 50; i++) {
                refused(online, signed(key("unknown"), at(now, "u" + i)), execution(PAYLOAD), Reason.UNTRUSTED);
            }

            long seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();
            assertThat(fetches.get()).isLessThanOrEqualTo((int) seconds + 2);
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer serve(List<JsonWebKey> published) throws IOException {
        return serve(published, new AtomicInteger());
    }

    private static HttpServer serve(List<JsonWebKey> published, AtomicInteger fetches) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/jwks.json", exchange -> {
            fetches.incrementAndGet();
            byte[] body = new JsonWebKeySet(published).toJson().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void refused(
            ReleaseVerifier verifier, String release, ReleaseVerifier.Execution execution, Reason reason) {
        assertThatThrownBy(() -> verifier.verify(release, execution))
                .isInstanceOfSatisfying(
                        ReleaseRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static ReleaseVerifier verifier(Instant now, List<? extends JsonWebKey> keys) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new ReleaseVerifier(
                "http://localhost:8081",
                "countersign-execution",
                new JwksVerificationKeyResolver(new ArrayList<>(keys)),
                UsedReleases.inMemory(clock),
                clock);
    }

    private static ReleaseVerifier.Execution execution(String payload) {
        return new ReleaseVerifier.Execution(
                "airline-agent", "update_reservation_flights", "reservation/YAX4DR", payload);
    }

    private static String release(Consumer<JwtClaims> change) {
        return signed(KEY, claims(change));
    }

    private static JwtClaims at(Instant now, String id) {
        return claims(c -> {
            c.setJwtId(id);
            c.setIssuedAt(NumericDate.fromMilliseconds(now.toEpochMilli()));
            c.setExpirationTime(
                    NumericDate.fromMilliseconds(now.plusSeconds(300).toEpochMilli()));
        });
    }

    private static JwtClaims claims(Consumer<JwtClaims> change) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("http://localhost:8081");
        claims.setAudience("countersign-execution");
        claims.setSubject("airline-agent");
        claims.setJwtId("0199a7c9-01d4-7f02-b3c5-2a8e4d6f1b90");
        claims.setIssuedAt(NumericDate.fromMilliseconds(NOW.toEpochMilli()));
        claims.setExpirationTime(
                NumericDate.fromMilliseconds(NOW.plusSeconds(300).toEpochMilli()));
        claims.setStringClaim("evaluation", "0199a7c4-5e10-7c3a-9d2e-1f6a0b7ce41b");
        claims.setStringClaim("process", "airline-changes");
        claims.setStringClaim("action", "update_reservation_flights");
        claims.setStringClaim("target", "reservation/YAX4DR");
        claims.setStringClaim("payload_digest", PayloadDigest.of(PAYLOAD));
        claims.setStringClaim("decision", "approved");
        claims.setStringListClaim("approvers", "person:maria");
        claims.setClaim("policy_version", 7L);
        change.accept(claims);
        return claims;
    }

    private static String signed(PublicJsonWebKey key, JwtClaims claims) {
        return signed(key, claims, TYPE);
    }

    private static String signed(PublicJsonWebKey key, JwtClaims claims, String type) {
        try {
            JsonWebSignature jws = new JsonWebSignature();
            jws.setPayload(claims.toJson());
            jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
            jws.setKeyIdHeaderValue(key.getKeyId());
            jws.setHeader("typ", type);
            jws.setKey(key.getPrivateKey());
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicJsonWebKey key(String id) {
        try {
            PublicJsonWebKey key = OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String flip(String part) {
        int middle = part.length() / 2;
        char other = part.charAt(middle) == 'A' ? 'B' : 'A';
        return part.substring(0, middle) + other + part.substring(middle + 1);
    }
}
