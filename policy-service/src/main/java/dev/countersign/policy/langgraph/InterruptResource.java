package dev.countersign.policy.langgraph;

import static dev.countersign.policy.request.RequestBody.required;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.policy.evaluation.IdempotencyKey;
import dev.countersign.policy.evaluation.Patience;
import dev.countersign.policy.identity.CallerView;
import dev.countersign.policy.identity.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Interrupts of graphs, over HTTP. */
@Path("/v1/langgraph/{process}/interrupts")
@RolesAllowed(Roles.AGENT)
@Tag(name = "LangGraph")
public class InterruptResource {

    private static final String EXAMPLE = """
            {
              "interrupt": {
                "action_requests": [{ "name": "update_reservation_flights",
                                      "args": { "reservation_id": "UM3OG5", "cabin": "economy" } }],
                "review_configs": [{ "action_name": "update_reservation_flights",
                                     "allowed_decisions": ["approve", "edit", "reject"] }]
              },
              "proposal": {
                "target": "reservation/UM3OG5",
                "sources": [{ "title": "get_reservation_details", "excerpt": "UM3OG5, business" }],
                "case": { "id": "case-4711", "subject": "customer/mia_li_3668" }
              }
            }
            """;

    private final InterruptService service;
    private final ResumeService resumes;
    private final CallerView caller;

    InterruptResource(InterruptService service, ResumeService resumes, CallerView caller) {
        this.service = service;
        this.resumes = resumes;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Ask what a graph was interrupted for",
            description =
                    "The value of the interrupt as it is, of either generation, or an object with it and with what"
                            + " a proposal says besides. Answers with the value to resume with, where nobody has to decide first.")
    @APIResponse(
            responseCode = "201",
            description = "Recorded, one evaluation for each request",
            content = @Content(schema = @Schema(implementation = InterruptView.class)))
    @APIResponse(responseCode = "200", description = "The interrupt that came with this Idempotency-Key before")
    @APIResponse(
            responseCode = "422",
            description = "Not even looked at: interrupt-unreadable, payload-invalid, missing-context, unknown-field,"
                    + " invalid-value, idempotency-key-reused")
    public Uni<Response> raise(
            @RestPath String process,
            @HeaderParam("Idempotency-Key")
                    @Parameter(description = "The agent's own name for this request, such as the interrupt's id")
                    @Nullable
                    String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            examples = @ExampleObject(name = "A booking change", value = EXAMPLE)))
                    @Nullable
                    JsonNode body) {
        String agent = caller.agent();
        return service.raise(agent, process, required(body), IdempotencyKey.checked(key))
                .chain(raised ->
                        resumes.now(raised.id(), process, agent).map(view -> response(raised.repeated(), view)));
    }

    private static Response response(boolean repeated, InterruptView view) {
        URI location =
                UriBuilder.fromPath("/v1/langgraph/{process}/interrupts/{id}").build(view.process(), view.id());
        return (repeated ? Response.ok().location(location) : Response.created(location))
                .entity(view)
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "How to resume the graph, now or as soon as all is decided",
            description =
                    "While somebody still has to decide, resume is absent. For the agent that asked; for all others"
                            + " there is none.")
    public Uni<InterruptView> get(
            @RestPath String process,
            @RestPath UUID id,
            @QueryParam("wait")
                    @Parameter(
                            description = "How long to wait for the decisions, in ISO 8601, at most PT60S",
                            schema = @Schema(type = SchemaType.STRING),
                            example = "PT30S")
                    @Nullable
                    String wait) {
        Duration patience = Patience.of(wait);
        return patience.isZero()
                ? resumes.now(id, process, caller.agent())
                : resumes.answered(id, process, caller.agent(), patience);
    }
}
