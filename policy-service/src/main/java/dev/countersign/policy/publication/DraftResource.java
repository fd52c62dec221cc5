package dev.countersign.policy.publication;

import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.identity.CallerView;
import dev.countersign.policy.identity.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The draft of a policy, over HTTP. */
@Path("/v1/processes/{process}/policy/draft")
@RolesAllowed(Roles.PROCESS_OWNER)
@Tag(name = "Policies")
public class DraftResource {

    private final DraftService service;
    private final CallerView caller;

    DraftResource(DraftService service, CallerView caller) {
        this.service = service;
        this.caller = caller;
    }

    @PUT
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Keep a draft",
            description = "However incomplete, as long as it is well-formed: the answer says what it still needs. "
                    + "With If-Match, only over the state that was seen.")
    @APIResponse(responseCode = "201", description = "The first of this process")
    @APIResponse(responseCode = "200", description = "In place of the former one")
    @APIResponse(responseCode = "412", description = "stale-draft: somebody has changed it")
    public Uni<Response> put(
            @RestPath String process,
            @HeaderParam("Content-Type") @Parameter(hidden = true) String type,
            @HeaderParam("If-Match") @Nullable String ifMatch,
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
        DraftService.Sent sent = DraftService.Sent.read(body, PublishingResource.isJson(type));
        return service.put(process, sent, new DraftTag(ifMatch), caller.person())
                .map(kept -> tagged(kept.draft(), kept.created() ? 201 : 200));
    }

    @GET
    @Operation(summary = "The draft, what it still needs, and what publishing it would change")
    public Uni<Response> get(@RestPath String process) {
        return service.get(process).map(draft -> tagged(draft, 200));
    }

    @DELETE
    @Operation(summary = "Throw the draft away")
    public Uni<Void> delete(@RestPath String process, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return service.delete(process, new DraftTag(ifMatch));
    }

    @POST
    @Path("publish")
    @Operation(
            summary = "Publish the draft",
            description = "Answered as any other publication. The draft is gone once it is published.")
    @APIResponse(responseCode = "201", description = "Published")
    @APIResponse(responseCode = "202", description = "It loosens: a second person must agree")
    @APIResponse(responseCode = "422", description = "policy-refused: everything that is wrong, by JSON Pointer")
    public Uni<Response> publish(@RestPath String process, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return service.publish(process, new DraftTag(ifMatch), caller.person()).map(PublishingResource::response);
    }

    private static Response tagged(DraftView draft, int status) {
        return Response.status(status)
                .header(HttpHeaders.ETAG, DraftTag.of(draft.tag()))
                .entity(draft)
                .build();
    }
}
