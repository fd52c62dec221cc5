package dev.countersign.queue.console;

import dev.countersign.tokens.VerifiedTokens;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Leads a browser that opens a page to the sign-in; a program that asks the API is told 401, and decides for itself. */
@Alternative
@Priority(1)
@Singleton
class ConsoleAuthentication extends VerifiedTokens {

    private static final String API = "/v1/";

    ConsoleAuthentication(OidcAuthenticationMechanism oidc, Clock clock) {
        super(oidc, clock);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return request.normalizedPath().startsWith(API)
                ? Uni.createFrom().item(new ChallengeData(401, HttpHeaderNames.WWW_AUTHENTICATE, "Bearer"))
                : super.getChallenge(request);
    }
}
