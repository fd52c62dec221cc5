package dev.countersign.policy.release;

import static dev.countersign.policy.request.RequestBody.required;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.policy.identity.CallerView;
import dev.countersign.policy.identity.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Releases over HTTP. */
@Path("/v1/releases")
@RolesAllowed(Roles.AGENT)
@Tag(name = "Releases")
public class ReleaseResource {

    private final ReleaseService service;
    private final CallerView caller;

    ReleaseResource(ReleaseService service, CallerView caller) {
        this.service = service;
        this.caller = caller;
    }

    /**
     * A release, and what is about to be executed with it.
     *
     * @param release the JWS, as the evaluation showed it
     */
    @Schema(name = "Redemption")
    public record Redemption(String release, JsonNode payload) {
        public Redemption {
            Objects.requireNonNull(release, "release");
            Objects.requireNonNull(payload, "payload");
        }
    }

    @POST
    @Path("redeem")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Use up a release",
            description = "Verifies the release for exactly this payload and uses it up: 200 once, 409 ever after.")
    @APIResponse(responseCode = "200", description = "Execute now; nobody else will get this answer")
    @APIResponse(responseCode = "409", description = "release-already-redeemed, halted")
    @APIResponse(responseCode = "422", description = "release-invalid, release-expired, release-payload-mismatch")
    public Uni<RedeemedView> redeem(@Nullable Redemption redemption) {
        Redemption sent = required(redemption);
        return service.redeem(sent.release(), sent.payload(), caller.agent());
    }

    @POST
    @Path("verify")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Ask whether a release is good, without using it up",
            description =
                    "For whoever keeps account of used releases itself, and wants to know of halts and withdrawals at once.")
    @APIResponse(responseCode = "200", description = "It would be redeemed now")
    @APIResponse(responseCode = "409", description = "release-already-redeemed, halted")
    @APIResponse(responseCode = "422", description = "release-invalid, release-expired, release-payload-mismatch")
    public Uni<VerifiedView> verify(@Nullable Redemption redemption) {
        Redemption sent = required(redemption);
        return service.verify(sent.release(), sent.payload());
    }
}
