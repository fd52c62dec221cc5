package dev.countersign.policy.request;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Puts the evaluation that a request is about on every line that is logged on its behalf. */
class EvaluationLogFilter {

    private static final String PREFIX = "/v1/evaluations/";
    private static final int UUID_LENGTH = 36;

    @ServerRequestFilter
    void name(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (path.startsWith(PREFIX) && path.length() >= PREFIX.length() + UUID_LENGTH) {
            MDC.put("evaluation", path.substring(PREFIX.length(), PREFIX.length() + UUID_LENGTH));
        }
    }
}
