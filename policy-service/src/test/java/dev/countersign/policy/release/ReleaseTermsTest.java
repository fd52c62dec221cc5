package dev.countersign.policy.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.policy.identity.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReleaseTermsTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00.75Z");

    /** Whoever verifies offline hears of a halt when the release expires: how soon that is, the installation says. */
    @Test
    void aReleaseIsGoodForAsLongAsTheInstallationSays() {
        ReleaseTerms terms =
                new ReleaseTerms(new Config(Duration.ofSeconds(90)), new Ids(), Clock.fixed(NOW, ZoneOffset.UTC));

        Claims claims = terms.claims(new ReleaseService.Grant(
                UUID.randomUUID(), "refunds", "agent", "refund", "order/1", "sha-256:0", "none", List.of(), 1));

        assertThat(claims.issuedAt()).isEqualTo("2026-11-25T12:00:00Z");
        assertThat(claims.expiresAt()).isEqualTo("2026-11-25T12:01:30Z");
    }

    private record Config(Duration validity) implements ReleaseConfig {
        @Override
        public String issuer() {
            return "countersign";
        }

        @Override
        public String audience() {
            return "countersign-execution";
        }

        @Override
        public Duration rotateAfter() {
            return Duration.ofDays(90);
        }

        @Override
        public Duration announce() {
            return Duration.ofHours(1);
        }

        @Override
        public Optional<String> keyEncryptionKey() {
            return Optional.empty();
        }
    }
}
