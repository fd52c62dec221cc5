package dev.countersign.policy.release;

import dev.countersign.policy.identity.Ids;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What every release of this installation has in common: issuer, audience, validity, and the clock that they are measured by. */
@Singleton
class ReleaseTerms {

    private final ReleaseConfig config;
    private final ReleaseToken token;
    private final Ids ids;
    private final Clock clock;

    ReleaseTerms(ReleaseConfig config, Ids ids, Clock clock) {
        this.config = config;
        this.token = new ReleaseToken(config.issuer(), config.audience());
        this.ids = ids;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    Claims claims(ReleaseService.Grant grant) {
        // Whole seconds, as a JWT has them: what the database says about expiry is what the release says.
        Instant issuedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new Claims(
                ids.next(),
                grant.evaluation(),
                grant.process(),
                grant.agent(),
                grant.actionType(),
                grant.target(),
                grant.payloadDigest(),
                grant.decision(),
                grant.approvers(),
                grant.policyVersion(),
                issuedAt,
                issuedAt.plus(config.validity()));
    }

    String sign(Claims claims, KeyRing ring) {
        SigningKey key = ring.signing(clock.instant())
                .orElseThrow(() -> new IllegalStateException("there is no key to sign with"));
        return token.sign(claims, key);
    }

    ReleaseToken.Verified verify(String text, KeyRing ring) {
        return token.verify(text, ring::publicKey, clock.instant());
    }
}
