package dev.countersign.policy.receipt;

import static dev.countersign.policy.request.RequestBody.required;

import dev.countersign.policy.identity.CallerView;
import dev.countersign.policy.identity.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Where what was decided and what was done do not go together, over HTTP. */
@Path("/v1/receipts")
@RolesAllowed(Roles.PROCESS_OWNER)
@Tag(name = "Receipts")
public class ReceiptResource {

    private static final int MAX_REASON = 2_000;

    private final ReceiptService service;
    private final CallerView caller;

    ReceiptResource(ReceiptService service, CallerView caller) {
        this.service = service;
        this.caller = caller;
    }

    /** What came of looking into it. */
    @Schema(name = "Closing")
    public record Closing(
            @Schema(examples = "The booking system rounds fares; the difference was paid back.")
            String reason) {
        public Closing {
            Objects.requireNonNull(reason, "reason");
            if (reason.isBlank() || reason.length() > MAX_REASON) {
                throw new IllegalArgumentException("reason must have 1 to " + MAX_REASON + " characters");
            }
        }
    }

    @GET
    @RolesAllowed({Roles.PROCESS_OWNER, Roles.AUDITOR})
    @Operation(
            summary = "Where what was decided and what was done do not go together",
            description =
                    "Approved and not executed, executed without a release or against it. The latest first, by page.")
    public Uni<ReceiptView.Page> list(
            @QueryParam("process") @Nullable String process,
            @QueryParam("kind")
                    @Parameter(
                            description = "not-executed, not-reported, executed-unreleased or executed-otherwise",
                            example = "executed-unreleased")
                    @Nullable
                    String kind,
            @QueryParam("state") @Parameter(description = "open, unless closed is asked for") @Nullable String state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.page(ReceiptFilter.of(process, kind, state, cursor, limit));
    }

    @POST
    @Path("{id}/close")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "It has been looked into",
            description = "What was merely late closes by itself as soon as the agent reports or withdraws.")
    @APIResponse(responseCode = "404", description = "receipt-not-found")
    public Uni<ReceiptView> close(@RestPath UUID id, @Nullable Closing closing) {
        return service.close(id, caller.person(), required(closing).reason());
    }
}
