package dev.countersign.policy.release;

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
import org.jboss.resteasy.reactive.RestPath;

/** Signing keys over HTTP, for administrators. */
@Path("/v1/keys")
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Signing keys")
public class KeyCareResource {

    private final KeyCareService service;
    private final CallerView caller;

    KeyCareResource(KeyCareService service, CallerView caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Every key that signs or ever signed releases")
    public Uni<KeyView.All> all() {
        return service.all();
    }

    @POST
    @Path("rotate")
    @Operation(
            summary = "Announce the next key",
            description =
                    "It is published at once and signs once everybody has had time to learn of it. Done by itself every 90 days.")
    public Uni<KeyView> rotate() {
        return service.rotate(caller.person());
    }

    @POST
    @Path("{id}/revoke")
    @Operation(
            summary = "Trust a key no more",
            description =
                    "It is no longer published, nothing signed with it is redeemed, and another one signs at once.")
    @APIResponse(responseCode = "404", description = "key-not-found")
    public Uni<KeyView> revoke(@RestPath String id) {
        return service.revoke(id, caller.person());
    }
}
