package dev.countersign.policy.escape;

import static dev.countersign.policy.request.RequestBody.required;

import dev.countersign.policy.evaluation.EvaluationReads.Viewer;
import dev.countersign.policy.evaluation.IdempotencyKey;
import dev.countersign.policy.identity.CallerView;
import dev.countersign.policy.identity.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Where an agent says that an error got past the loop. */
@Path("/v1/evaluations/{id}/escapes")
@RolesAllowed({Roles.AGENT, Roles.PROCESS_OWNER})
@Tag(name = "Evaluations")
public class EscapeResource {

    private final EscapeService service;
    private final CallerView caller;

    EscapeResource(EscapeService service, CallerView caller) {
        this.service = service;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Report an error that got past the loop",
            description = "By the agent that proposed the action, or by a process owner. It counts in the escape rate,"
                    + " and is part of the evidence.")
    @APIResponse(
            responseCode = "201",
            description = "Reported",
            content = @Content(schema = @Schema(implementation = EscapeView.class)))
    @APIResponse(responseCode = "200", description = "Reported before with this Idempotency-Key")
    public Uni<Response> report(
            @RestPath UUID id,
            @HeaderParam("Idempotency-Key")
                    @Parameter(description = "The reporter's own name for this request, at most 200 characters")
                    @Nullable
                    String key,
            @Nullable EscapeReport report) {
        Viewer viewer = Viewer.of(caller);
        String agent = viewer.agent();
        return service.report(
                        id,
                        agent == null ? caller.person() : agent,
                        viewer,
                        required(report),
                        IdempotencyKey.checked(key))
                .map(reported -> Response.status(reported.repeated() ? 200 : 201)
                        .entity(reported.escape())
                        .build());
    }
}
