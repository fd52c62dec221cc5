package dev.countersign.policy.publishing;

import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.identity.CallerView;
import dev.countersign.policy.identity.Roles;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Policies over HTTP. */
@Path("/v1/processes/{process}/policy")
@RolesAllowed(Roles.PROCESS_OWNER)
@Tag(name = "Policies")
public class PolicyResource {

    private static final int MAX_PAGE = 100;

    private final PolicyService service;
    private final CallerView caller;

    PolicyResource(PolicyService service, CallerView caller) {
        this.service = service;
        this.caller = caller;
    }

    @PUT
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Publish the next version of a policy",
            description =
                    "201 with the version that is in force from then on; with dryRun=true, 200 and nothing is published.")
    @APIResponse(responseCode = "201", description = "Published")
    @APIResponse(responseCode = "200", description = "Checked only: it could be published")
    @APIResponse(responseCode = "422", description = "policy-refused: everything that is wrong, by JSON Pointer")
    public Uni<Response> publish(
            @RestPath String process,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @HeaderParam("Content-Type") @Parameter(hidden = true) String type,
            @RequestBody(
                            content = {
                                @Content(
                                        mediaType = "application/yaml",
                                        schema = @Schema(implementation = PolicyDocument.class)),
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON,
                                        schema = @Schema(implementation = PolicyDocument.class))
                            })
                    byte[] body) {
        boolean json = MediaType.valueOf(type).getSubtype().equals("json");
        PolicyDocument document = PolicyService.checked(process, PolicySource.read(body, json));
        return dryRun
                ? service.dryRun(process).map(checked -> Response.ok(checked).build())
                : service.publish(document, caller.person()).map(PolicyResource::created);
    }

    private static Response created(PolicyView view) {
        URI location = URI.create("/v1/processes/" + view.process() + "/policy/versions/" + view.version());
        return Response.created(location).entity(view).build();
    }

    @GET
    @Operation(summary = "The policy in force")
    public Uni<PolicyView> current(@RestPath String process) {
        return service.current(process);
    }

    @GET
    @Path("versions")
    @Operation(summary = "Every version, newest first")
    public Uni<PolicyView.Page> versions(
            @RestPath String process,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("20") int limit) {
        return service.versions(process, below(cursor), Math.clamp(limit, 1, MAX_PAGE));
    }

    @GET
    @Path("versions/{version}")
    @Operation(summary = "One version, as it was published")
    public Uni<PolicyView> version(@RestPath String process, @RestPath int version) {
        return service.version(process, version);
    }

    private static int below(@Nullable String cursor) {
        try {
            return cursor == null ? Integer.MAX_VALUE : Integer.parseInt(cursor);
        } catch (NumberFormatException e) {
            throw Problem.of(422, "invalid-value", "Invalid value", "The cursor is none that was given out here.")
                    .with(new Violation("/cursor", "is no cursor"));
        }
    }
}
