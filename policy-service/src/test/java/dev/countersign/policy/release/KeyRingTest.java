package dev.countersign.policy.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyRingTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final SigningKey OLDEST = SigningKey.generate("oldest", NOW.minus(Duration.ofDays(200)));
    private static final SigningKey OLD = SigningKey.generate("old", NOW.minus(Duration.ofDays(100)));
    private static final SigningKey ANNOUNCED = SigningKey.generate("announced", NOW.plus(Duration.ofHours(1)));
    private static final Duration VALIDITY = Duration.ofMinutes(5);

    @Test
    void aNewKeySignsOnlyOnceItHasBeenPublishedForAWhile() {
        KeyRing ring = new KeyRing(List.of(ANNOUNCED, OLD), NOW);

        assertThat(ring.signing(NOW)).contains(OLD);
        assertThat(ring.signing(NOW.plus(Duration.ofHours(1)))).contains(ANNOUNCED);
    }

    @Test
    void whatMayStillVerifyAReleaseIsPublishedAndNothingElse() {
        KeyRing ring = new KeyRing(List.of(ANNOUNCED, OLD, OLDEST), NOW);
        Instant justRotated = NOW.plus(Duration.ofHours(1)).plusSeconds(1);

        assertThat(ring.published(NOW, VALIDITY)).containsExactly(ANNOUNCED, OLD);
        assertThat(ring.published(justRotated, VALIDITY)).containsExactly(ANNOUNCED, OLD);
        assertThat(ring.published(justRotated.plus(VALIDITY), VALIDITY)).containsExactly(ANNOUNCED);
    }

    @Test
    void theNextKeyIsDueWhenTheNewestIsOld() {
        Duration ninetyDays = Duration.ofDays(90);

        assertThat(new KeyRing(List.of(), NOW).nextIsDue(NOW, ninetyDays)).isTrue();
        assertThat(new KeyRing(List.of(OLD), NOW).nextIsDue(NOW, ninetyDays)).isTrue();
        assertThat(new KeyRing(List.of(ANNOUNCED, OLD), NOW).nextIsDue(NOW, ninetyDays))
                .isFalse();
    }

    @Test
    void aKeyNeverShowsItsPrivateHalf() {
        assertThat(OLD.toString()).isEqualTo("SigningKey[old]");
        assertThat(OLD.jwk()).containsOnlyKeys("kty", "crv", "x", "kid", "alg", "use");
    }

    @Test
    void signingKeysComeBackOnlyWithTheKeyTheyWereEncryptedWith() {
        KeyEncryption right = new KeyEncryption(config("cmlnaHRyaWdodHJpZ2h0cmlnaHRyaWdodHJpZ2h0MTI="));
        KeyEncryption wrong = new KeyEncryption(config("d3Jvbmd3cm9uZ3dyb25nd3Jvbmd3cm9uZ3dyb25nMTI="));
        byte[] secret = OLD.privateKey().getEncoded();

        byte[] sealed = right.encrypt("old", secret);

        assertThat(right.decrypt("old", sealed)).isEqualTo(secret);
        assertThat(indexOf(sealed, secret)).isNegative();
        assertThatIllegalStateException().isThrownBy(() -> wrong.decrypt("old", sealed));
        assertThatIllegalStateException()
                .as("a row cannot be passed off as another key's")
                .isThrownBy(() -> right.decrypt("other", sealed));
    }

    @Test
    void aMissingOrShortKeyEncryptionKeyStopsTheStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new KeyEncryption(config(null)))
                .withMessageContaining("is not set");
        assertThatIllegalStateException()
                .isThrownBy(() -> new KeyEncryption(config("c2hvcnQ=")))
                .withMessageContaining("32 bytes");
    }

    private static int indexOf(byte[] all, byte[] part) {
        for (int i = 0; i + part.length <= all.length; i++) {
            if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        return -1;
    }

    private static ReleaseConfig config(String key) {
        record Fixed(
                String issuer,
                String audience,
                Duration validity,
                Duration rotateAfter,
                Duration announce,
                Optional<String> keyEncryptionKey)
                implements ReleaseConfig {}
        return new Fixed(
                "countersign",
                "countersign-execution",
                VALIDITY,
                Duration.ofDays(90),
                Duration.ofHours(1),
                Optional.ofNullable(key));
    }
}
