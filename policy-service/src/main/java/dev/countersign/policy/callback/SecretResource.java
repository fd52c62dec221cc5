package dev.countersign.policy.callback;

import dev.countersign.policy.identity.CallerView;
import dev.countersign.policy.identity.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.ResponseStatus;

/** What an agent verifies callbacks by, over HTTP. */
@Path("/v1/callback-secrets")
@RolesAllowed(Roles.AGENT)
@Tag(name = "Callbacks")
public class SecretResource {

    private final SecretService service;
    private final CallerView caller;

    SecretResource(SecretService service, CallerView caller) {
        this.service = service;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(201)
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    @Operation(
            summary = "A new secret for the callbacks of this agent",
            description =
                    "Shown this once. The one before goes on signing for a while, so that both signatures are sent;"
                            + " asking twice ends it at once.")
    @APIResponse(responseCode = "201", description = "Keep it: it is not shown again")
    public Uni<SecretView> rotate() {
        return service.rotate(caller.agent());
    }

    @GET
    @Operation(summary = "Which secrets sign now, without the secrets")
    public Uni<SecretView.All> list() {
        return service.list(caller.agent());
    }
}
