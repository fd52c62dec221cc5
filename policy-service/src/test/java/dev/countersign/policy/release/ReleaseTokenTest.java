package dev.countersign.policy.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countersign.contracts.Principal;
import dev.countersign.problems.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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

    private static void refused(ReleaseToken token, String text, Instant now, String slug) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> token.verify(text, id -> KEY.publicKey(), now))
                .satisfies(problem -> assertThat(problem.slug()).isEqualTo(slug));
    }
}
