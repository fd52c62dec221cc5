package dev.countersign.policy.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countersign.contracts.Principal;
import dev.countersign.problems.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

class ReleaseTokenTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final SigningKey KEY = SigningKey.generate("k1", NOW);
    private static final Claims CLAIMS = new Claims(
            UUID.randomUUID(),
            UUID.randomUUID(),
            "airline-changes",
            "airline-agent",
            "cancel",
            "reservation/1",
            "sha-256:" + "a".repeat(64),
            "approved",
            List.of(Principal.person("maria")),
            7,
            NOW,
            NOW.plusSeconds(300));

    private final ReleaseToken here = new ReleaseToken("countersign", "execution");

    @Test
    void whatWasSignedVerifiesUntilItsLastSecond() {
        String text = here.sign(CLAIMS, KEY);

        assertThat(here.verify(text, id -> KEY.publicKey(), NOW.plusSeconds(299)))
                .isEqualTo(new ReleaseToken.Verified(CLAIMS.id(), CLAIMS.payloadDigest()));
        refused(here, text, NOW.plusSeconds(300), "release-expired");
    }

    @Test
    void theSameClaimsAndKeyGiveTheSameText() {
        assertThat(here.sign(CLAIMS, KEY)).isEqualTo(here.sign(CLAIMS, KEY));
    }

    @Test
    void anotherIssuerOrAudienceIsNotOurs() {
        String fromElsewhere = new ReleaseToken("other", "execution").sign(CLAIMS, KEY);
        String forElsewhere = new ReleaseToken("countersign", "other").sign(CLAIMS, KEY);

        refused(here, fromElsewhere, NOW, "release-invalid");
        refused(here, forElsewhere, NOW, "release-invalid");
    }

    @Test
    void anotherKeyOrAnUnknownOneIsNotOurs() {
        SigningKey other = SigningKey.generate("k2", NOW);

        refused(
                here,
                here.sign(CLAIMS, new SigningKey(KEY.id(), other.publicKey(), other.privateKey(), NOW)),
                NOW,
                "release-invalid");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> here.verify(
                        here.sign(CLAIMS, new SigningKey("k9", KEY.publicKey(), KEY.privateKey(), NOW)),
                        id -> null,
                        NOW))
                .satisfies(problem -> assertThat(problem.slug()).isEqualTo("release-invalid"));
    }

    @Test
    void everyChangedCharacterIsNoticed() {
        String text = here.sign(CLAIMS, KEY);

        for (int i = 0; i < text.length() - 1; i += 7) {
            char changed = text.charAt(i) == 'A' ? 'B' : 'A';
            String tampered = text.substring(0, i) + changed + text.substring(i + 1);
            assertThatExceptionOfType(Problem.class)
                    .as("character %d", i)
                    .isThrownBy(() -> here.verify(tampered, id -> KEY.publicKey(), NOW));
        }
    }

    /** Of two replicas, one may be two minutes ahead of the other. */
    @Test
    void replicasTwoMinutesApartRedeemWhatTheOtherIssued() {
        String text = here.sign(CLAIMS, KEY);

        assertThat(here.verify(text, id -> KEY.publicKey(), NOW.minusSeconds(120))
                        .id())
                .isEqualTo(CLAIMS.id());
        assertThat(here.verify(text, id -> KEY.publicKey(), NOW.plusSeconds(120))
                        .id())
                .isEqualTo(CLAIMS.id());
    }

    @Test
    void thePublicKeyIsNoSharedSecretAndWithoutASignatureNothingIsOurs() throws JoseException {
        String[] parts = here.sign(CLAIMS, KEY).split("\\.");
        JsonWebSignature confused = new JsonWebSignature();
        confused.setAlgorithmHeaderValue("HS256");
        confused.setKeyIdHeaderValue(KEY.id());
        confused.setHeader("typ", "countersign-release+jwt");
        confused.setKey(new HmacKey(KEY.publicKey().getEncoded()));
        confused.setPayload(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        "{\"alg\":\"none\",\"typ\":\"countersign-release+jwt\"}".getBytes(StandardCharsets.UTF_8));

        refused(here, confused.getCompactSerialization(), NOW, "release-invalid");
        refused(here, none + "." + parts[1] + ".", NOW, "release-invalid");
    }

    private static void refused(ReleaseToken token, String text, Instant now, String slug) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> token.verify(text, id -> KEY.publicKey(), now))
                .satisfies(problem -> assertThat(problem.slug()).isEqualTo(slug));
    }
}
