package dev.countersign.notification.delivery;

import dev.countersign.notification.QueryParameters;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Who has been told, and who could not be. */
@Path("/v1/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "deliveries")
public class DeliveryResource {

    private static final int LARGEST_PAGE = 200;
    private static final int PAGE = 50;

    private final DeliveryRepository deliveries;
    private final DeliveryService service;

    DeliveryResource(DeliveryRepository deliveries, DeliveryService service) {
        this.deliveries = deliveries;
        this.service = service;
    }

    @GET
    @RolesAllowed({"admin", "auditor", "process-owner"})
    @WithSession
    @Operation(summary = "Deliveries, latest first, by page")
    public Uni<DeliveryView.Page> list(
            @RestQuery Optional<String> review,
            @RestQuery Optional<String> state,
            @RestQuery Optional<String> cursor,
            @RestQuery Optional<String> limit) {
        DeliveryFilter filter = new DeliveryFilter(
                review.map(text -> QueryParameters.uuid("review", text)),
                state.map(DeliveryResource::state),
                cursor.map(text -> QueryParameters.uuid("cursor", text)),
                limit.map(text -> QueryParameters.number("limit", text, 1, LARGEST_PAGE))
                        .orElse(PAGE));
        return deliveries.page(filter).map(rows -> DeliveryView.Page.of(rows, filter.limit()));
    }

    @POST
    @Path("/{id}/redeliver")
    @RolesAllowed("admin")
    @ResponseStatus(202)
    @Operation(summary = "Deliver a failed delivery again")
    public Uni<DeliveryView> redeliver(@RestPath String id) {
        return service.redeliver(QueryParameters.uuid("id", id));
    }

    private static DeliveryState state(String word) {
        return DeliveryState.of(word)
                .orElseThrow(
                        () -> QueryParameters.invalid("state", "must be one of pending, sent, failed and cancelled"));
    }
}
