package dev.countersign.policy.identity;

import dev.countersign.tokens.VerifiedTokens;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Who is calling, by the token of the request. */
@Alternative
@Priority(1)
@Singleton
class CallerAuthentication extends VerifiedTokens {

    CallerAuthentication(OidcAuthenticationMechanism oidc, Clock clock) {
        super(oidc, clock);
    }
}
