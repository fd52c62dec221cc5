package dev.countersign.policy.publication;

import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.identity.CallerView;
import dev.countersign.policy.identity.Roles;
import dev.countersign.policy.publishing.PolicyService;
import dev.countersign.policy.publishing.PolicySource;
import dev.countersign.policy.publishing.PolicyView;
import dev.countersign.policy.request.CallerContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
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

/** Publishing policies over HTTP. */
@Path("/v1/processes/{process}/policy")
@RolesAllowed(Roles.PROCESS_OWNER)
@Tag(name = "Policies")
public class PublishingResource {

    private final PublicationService service;
    private final CallerView caller;

    PublishingResource(PublicationService service, CallerView caller) {
        this.service = service;
        this.caller = caller;
    }

    @PUT
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Publish the next version of a policy",
            description = "201 with the version that is in force from then on; 200 with the one in force where it says "
                    + "the same already; 202 with a publication that waits for a second person where fewer actions "
                    + "would go to a person. With dryRun=true, 200 with what would change, and nothing is published.")
    @APIResponse(responseCode = "201", description = "Published")
    @APIResponse(responseCode = "200", description = "Nothing to publish, or checked only")
    @APIResponse(responseCode = "202", description = "It loosens: a second person must agree")
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
        String by = caller.person();
        return Uni.createFrom()
                .item(() -> Candidate.of(PolicyService.checked(process, PolicySource.read(body, isJson(type))), by))
                // Checking hundreds of expressions is no work for the thread that serves requests.
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .emitOn(CallerContext.executor())
                .chain(candidate -> dryRun
                        ? service.dryRun(candidate)
                                .map(checked -> Response.ok(checked).build())
                        : service.publish(candidate).map(PublishingResource::response));
    }

    @POST
    @Path("versions/{version}/restore")
    @Operation(
            summary = "Roll back to an earlier version, as a new one",
            description = "Checked by the rules of today, and answered as any other publication.")
    @APIResponse(responseCode = "201", description = "Published; it says restoredFrom")
    @APIResponse(responseCode = "202", description = "It loosens: a second person must agree")
    public Uni<Response> restore(@RestPath String process, @RestPath int version) {
        return service.restore(process, version, caller.person()).map(PublishingResource::response);
    }

    static boolean isJson(String contentType) {
        return MediaType.valueOf(contentType).getSubtype().equals("json");
    }

    static Response response(Answer answer) {
        return switch (answer) {
            case Answer.Published it -> created(it.version());
            case Answer.Unchanged it -> Response.ok(it.version()).build();
            case Answer.Waiting it -> accepted(it.publication());
        };
    }

    static Response created(PolicyView view) {
        URI location = URI.create("/v1/processes/" + view.process() + "/policy/versions/" + view.version());
        return Response.created(location).entity(view).build();
    }

    private static Response accepted(PublicationView view) {
        URI location = URI.create("/v1/processes/" + view.process() + "/policy/publications/" + view.publication());
        return Response.accepted(view).location(location).build();
    }
}
