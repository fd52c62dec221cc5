package dev.countersign.queue.console;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** The address of a review as it is written in messages; leads to the console, which asks who it is. */
@Path("/reviews")
@PermitAll
public class ReviewPageResource {

    /** The same for every id, whether there is such a review or not. */
    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public RestResponse<Void> page(UUID id) {
        return RestResponse.seeOther(URI.create("/?review=" + id));
    }
}
