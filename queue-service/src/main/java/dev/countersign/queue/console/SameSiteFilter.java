package dev.countersign.queue.console;

import dev.countersign.problems.Problem;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Keeps other sites from acting in a signed-in person's name. Whoever is known by a cookie says {@code X-Requested-With} as well
 * where something would change: a page of another site cannot, without being asked first and refused. A bearer token proves enough
 * by itself.
 */
class SameSiteFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String SESSION = "q_session";

    @ServerRequestFilter(preMatching = true)
    void check(ContainerRequestContext context, HttpServerRequest request) {
        if (!SAFE.contains(context.getMethod())
                && hasSession(request)
                && context.getHeaderString("Authorization") == null
                && context.getHeaderString("X-Requested-With") == null) {
            throw Problem.of(
                    403,
                    "cross-site",
                    "Cross-site request",
                    "A request that changes something and signs in by cookie needs the header X-Requested-With.");
        }
    }

    private static boolean hasSession(HttpServerRequest request) {
        return request.cookies().stream().anyMatch(cookie -> cookie.getName().startsWith(SESSION));
    }
}
