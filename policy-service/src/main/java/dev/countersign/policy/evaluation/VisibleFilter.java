package dev.countersign.policy.evaluation;

import dev.countersign.policy.identity.CallerView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** A stream has sent its status before its first event is known: who may not see it has to be told before. */
class VisibleFilter {

    private final EvaluationReads reads;
    private final CallerView caller;

    VisibleFilter(EvaluationReads reads, CallerView caller) {
        this.reads = reads;
        this.caller = caller;
    }

    @Visible
    @ServerRequestFilter
    Uni<Void> check(ContainerRequestContext request) {
        return reads.now(id(request), EvaluationReads.Viewer.of(caller)).replaceWithVoid();
    }

    private static UUID id(ContainerRequestContext request) {
        try {
            return UUID.fromString(request.getUriInfo().getPathParameters().getFirst("id"));
        } catch (IllegalArgumentException e) {
            throw EvaluationReads.notFound();
        }
    }
}
