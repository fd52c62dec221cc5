package dev.countersign.bench.hollow;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.ResponseStatus;

/** A greeting, as the bare one has it; and where a proposal is read and its agent known, and that is all. */
@Path("/")
public class HollowResource {

    /** What it answers. */
    public record Answer(String text) {}

    @GET
    @Path("greeting")
    public Answer greet() {
        return new Answer("hello");
    }

    @POST
    @Path("v1/evaluations")
    @RolesAllowed("agent")
    @ResponseStatus(201)
    public Uni<Answer> propose(JsonNode proposal) {
        return Uni.createFrom().item(new Answer(proposal.path("process").asText()));
    }
}
