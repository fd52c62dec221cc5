package dev.countersign.queue.routing;

import dev.countersign.problems.Problem;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.DirectoryRepository;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Answers who would own a review, without one. */
@Path("/v1/routing")
@RolesAllowed({"reviewer", "process-owner", "admin"})
public class RoutingResource {

    private final DirectoryRepository directories;
    private final LoadRepository loads;
    private final Clock clock;

    RoutingResource(DirectoryRepository directories, LoadRepository loads, Clock clock) {
        this.directories = directories;
        this.loads = loads;
        this.clock = clock;
    }

    @POST
    @Path("explain")
    public Uni<ExplanationView> explain(@Nullable ExplainRequest request) {
        if (request == null) {
            throw Problem.of(400, "malformed-json", "Malformed JSON", "The body is missing.");
        }
        return Panache.withSession(() -> directories.current().chain(directory -> explain(directory, request)));
    }

    private Uni<ExplanationView> explain(Directory directory, ExplainRequest request) {
        Instant now = clock.instant();
        Route route = Routing.resolve(directory, request.routing(), now);
        return loads.spread(directory, route).map(spread -> ExplanationView.of(directory, request, spread, now));
    }
}
