package dev.countersign.policy.halt;

import static dev.countersign.policy.request.RequestBody.required;

import dev.countersign.policy.identity.CallerView;
import dev.countersign.policy.identity.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The stop button, over HTTP. */
@Path("/v1")
@RolesAllowed(Roles.PROCESS_OWNER)
@Tag(name = "Stop button")
public class HaltResource {

    private static final int MAX_REASON = 2_000;

    private final HaltService service;
    private final CallerView caller;

    HaltResource(HaltService service, CallerView caller) {
        this.service = service;
        this.caller = caller;
    }

    /** Why something is stopped or goes on. */
    @Schema(name = "StopReason")
    public record StopReason(
            @Schema(examples = "The agent refunds too much since noon.")
            String reason) {
        public StopReason {
            Objects.requireNonNull(reason, "reason");
            if (reason.isBlank() || reason.length() > MAX_REASON) {
                throw new IllegalArgumentException("reason must have 1 to " + MAX_REASON + " characters");
            }
        }
    }

    @POST
    @Path("halt")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Halt everything",
            description = "Every process and every agent, at once, whatever else is stopped on its own.")
    public Uni<Void> haltEverything(@Nullable StopReason body) {
        return service.halt(
                HaltScope.EVERYTHING, HaltService.EVERY, required(body).reason(), caller.person());
    }

    @POST
    @Path("resume")
    @Operation(
            summary = "Let everything go on",
            description = "But for the processes and agents that are stopped on their own.")
    public Uni<Void> resumeEverything() {
        return service.resume(HaltScope.EVERYTHING, HaltService.EVERY, caller.person());
    }

    @GET
    @Path("halts")
    @RolesAllowed({Roles.PROCESS_OWNER, Roles.AUDITOR})
    @Operation(summary = "All that is stopped, by whom and why", description = "The longest stopped first.")
    public Uni<HaltView.All> halts() {
        return service.all();
    }

    @POST
    @Path("processes/{process}/halt")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Halt a process",
            description =
                    "At once, for everything not yet executed: new proposals are blocked, releases do not redeem.")
    public Uni<Void> haltProcess(String process, @Nullable StopReason body) {
        return service.halt(HaltScope.PROCESS, process, required(body).reason(), caller.person());
    }

    @POST
    @Path("processes/{process}/resume")
    @Operation(summary = "Let a halted process go on")
    public Uni<Void> resumeProcess(String process) {
        return service.resume(HaltScope.PROCESS, process, caller.person());
    }

    @POST
    @Path("agents/{agent}/suspend")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Suspend an agent", description = "In every process, as a halt does in one.")
    public Uni<Void> suspendAgent(String agent, @Nullable StopReason body) {
        return service.halt(HaltScope.AGENT, agent, required(body).reason(), caller.person());
    }

    @POST
    @Path("agents/{agent}/resume")
    @Operation(summary = "Let a suspended agent go on")
    public Uni<Void> resumeAgent(String agent) {
        return service.resume(HaltScope.AGENT, agent, caller.person());
    }
}
