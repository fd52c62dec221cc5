package dev.countersign.notification.clock;

import dev.countersign.notification.QueryParameters;
import dev.countersign.notification.review.Review;
import dev.countersign.notification.review.ReviewRepository;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** How much time is left. */
@Path("/v1/clocks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "clocks")
public class ClockResource {

    /** Roles that see the clock of every review. */
    private static final List<String> OVERSEERS = List.of("process-owner", "auditor", "admin");

    private final ClockRepository clocks;
    private final ReviewRepository reviews;
    private final SecurityIdentity identity;

    ClockResource(ClockRepository clocks, ReviewRepository reviews, SecurityIdentity identity) {
        this.clocks = clocks;
        this.reviews = reviews;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({"reviewer", "process-owner", "auditor", "admin"})
    @WithSession
    @Operation(
            summary = "The clock of one review",
            description =
                    "Empty where there is none that the caller may see: a reviewer sees those of reviews that are theirs.")
    public Uni<ClockView.Page> list(@RestQuery Optional<String> review) {
        UUID id = review.map(text -> QueryParameters.uuid("review", text))
                .orElseThrow(() -> QueryParameters.invalid("review", "is missing"));
        return reviews.find(id)
                .map(found -> found.filter(this::visible))
                .flatMap(visible ->
                        visible.map(this::page).orElseGet(() -> Uni.createFrom().item(new ClockView.Page(List.of()))));
    }

    private boolean visible(Review review) {
        return OVERSEERS.stream().anyMatch(identity::hasRole)
                || review.concerns(identity.getPrincipal().getName());
    }

    private Uni<ClockView.Page> page(Review review) {
        return clocks.find(review.id())
                .map(found -> new ClockView.Page(
                        found.map(clock -> ClockView.of(clock, review)).stream().toList()));
    }
}
