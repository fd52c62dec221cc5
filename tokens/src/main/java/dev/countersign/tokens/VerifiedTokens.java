package dev.countersign.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.credential.Credential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * OIDC that does not verify an access token again that it has verified a moment ago. Agents send the same token with every call and consoles
 * with every look, and checking its signature and claims costs as much as what is asked for. A token is believed no longer than it is
 * valid, and a few seconds longer than the key that signed it.
 */
public abstract class VerifiedTokens implements HttpAuthenticationMechanism {

    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final int MOST = 10_000;
    private static final String BEARER = "Bearer ";

    /** Who a token is about, and when it ends. */
    private record Verified(SecurityIdentity identity, Instant end) {}

    private final OidcAuthenticationMechanism oidc;
    private final Clock clock;
    private final Cache<String, Verified> verified =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

    protected VerifiedTokens(OidcAuthenticationMechanism oidc, Clock clock) {
        this.oidc = oidc;
        this.clock = clock;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager manager) {
        @Nullable String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.startsWith(BEARER)) {
            return oidc.authenticate(context, manager);
        }
        @Nullable Verified known = verified.getIfPresent(header);
        return known != null && known.end().isAfter(clock.instant())
                ? Uni.createFrom().item(known.identity())
                : oidc.authenticate(context, manager).invoke(identity -> remember(header, identity));
    }

    private void remember(String header, @Nullable SecurityIdentity identity) {
        if (identity != null && identity.getPrincipal() instanceof JsonWebToken token) {
            Instant end = Instant.ofEpochSecond(token.getExpirationTime());
            verified.put(header, new Verified(ofNoRequest(identity), end));
        }
    }

    /** The same without the request that it came with, which must not be kept. */
    private static SecurityIdentity ofNoRequest(SecurityIdentity identity) {
        Principal principal = identity.getPrincipal();
        QuarkusSecurityIdentity.Builder builder =
                QuarkusSecurityIdentity.builder().setPrincipal(principal).addRoles(identity.getRoles());
        for (Credential credential : identity.getCredentials()) {
            builder.addCredential(credential);
        }
        identity.getAttributes().forEach((name, value) -> {
            if (!(value instanceof RoutingContext)) {
                builder.addAttribute(name, value);
            }
        });
        return builder.build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return oidc.getChallenge(context);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return oidc.getCredentialTransport(context);
    }
}
