package dev.countersign.policy.callback;

import dev.countersign.policy.identity.CallerView;
import dev.countersign.policy.identity.Roles;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Callbacks over HTTP: which agents have been told, and which could not be. */
@Path("/v1/callbacks")
@RolesAllowed({Roles.AGENT, Roles.PROCESS_OWNER})
@Tag(name = "Callbacks")
public class CallbackResource {

    private static final int MAX_PAGE = 200;

    private final RedeliveryService service;
    private final CallerView caller;

    CallbackResource(RedeliveryService service, CallerView caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Callbacks, latest first", description = "An agent sees its own, a process owner all.")
    public Uni<CallbackView.Page> list(
            @QueryParam("evaluation") @Nullable String evaluation,
            @QueryParam("status") @Nullable String status,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.page(new CallbackFilter(
                ownOnly(),
                id("/evaluation", evaluation),
                status == null ? null : status(status),
                id("/cursor", cursor),
                Math.clamp(limit, 1, MAX_PAGE)));
    }

    @POST
    @Path("{id}/redeliver")
    @ResponseStatus(202)
    @Operation(
            summary = "Deliver again",
            description = "One that was given up or delivered starts over, under the same webhook-id.")
    @APIResponse(responseCode = "202", description = "It is due now")
    @APIResponse(responseCode = "404", description = "callback-not-found")
    @APIResponse(responseCode = "409", description = "callback-not-redeliverable")
    public Uni<CallbackView> redeliver(@RestPath UUID id) {
        return service.redeliver(id, ownOnly());
    }

    private @Nullable String ownOnly() {
        return caller.isProcessOwner() ? null : caller.agent();
    }

    private static CallbackStatus status(String word) {
        return CallbackStatus.of(word)
                .orElseThrow(() -> invalid("/status", "must be one of pending, delivered, dead and superseded"));
    }

    private static @Nullable UUID id(String pointer, @Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw invalid(pointer, "is not an id");
        }
    }

    private static Problem invalid(String pointer, String detail) {
        return Problem.of(422, "invalid-value", "Invalid value", "The query has a value that cannot be used here.")
                .with(new Violation(pointer, detail));
    }
}
