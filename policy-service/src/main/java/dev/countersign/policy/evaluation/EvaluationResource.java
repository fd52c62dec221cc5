package dev.countersign.policy.evaluation;

import static dev.countersign.policy.request.RequestBody.required;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.EvaluationEvent.Execution;
import dev.countersign.policy.identity.CallerView;
import dev.countersign.policy.identity.Roles;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Evaluations over HTTP: propose, wait, revise, withdraw, report. */
@Path("/v1/evaluations")
@RolesAllowed(Roles.AGENT)
@Tag(name = "Evaluations")
public class EvaluationResource {

    private static final int MAX_DETAIL = 2_000;
    private static final Pattern DIGEST = Pattern.compile("sha-256:[0-9a-f]{64}");

    private final EvaluationService service;
    private final SimulationService simulation;
    private final EvaluationReads reads;
    private final AgentService actions;
    private final RenewalService renewals;
    private final CallerView caller;

    EvaluationResource(
            EvaluationService service,
            SimulationService simulation,
            EvaluationReads reads,
            AgentService actions,
            RenewalService renewals,
            CallerView caller) {
        this.service = service;
        this.simulation = simulation;
        this.reads = reads;
        this.actions = actions;
        this.renewals = renewals;
        this.caller = caller;
    }

    /** Another payload in the place of the one that changes were asked for. */
    @Schema(name = "Revision")
    public record Revision(JsonNode payload, @Nullable String note) {
        public Revision {
            Objects.requireNonNull(payload, "payload");
            atMost(note, "note");
        }
    }

    /** Why the agent no longer wants it. */
    @Schema(name = "Withdrawal")
    public record Withdrawal(@Nullable String reason) {
        public Withdrawal {
            atMost(reason, "reason");
        }
    }

    /**
     * What the agent did with a release.
     *
     * @param digest of what was really executed: {@code sha-256:<hex>} over its RFC 8785 form
     */
    @Schema(name = "ExecutionReport")
    public record Report(
            Execution status,
            @Nullable String digest,
            @Nullable String detail) {
        public Report {
            Objects.requireNonNull(status, "status");
            atMost(detail, "detail");
            if (digest != null && !DIGEST.matcher(digest).matches()) {
                throw new IllegalArgumentException(
                        "digest must be sha-256: and 64 hexadecimal digits in small letters");
            }
        }
    }

    private static void atMost(@Nullable String text, String name) {
        if (text != null && text.length() > MAX_DETAIL) {
            throw new IllegalArgumentException(name + " must have at most " + MAX_DETAIL + " characters");
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Propose an action",
            description =
                    "Answers at once: released with a release, waiting for a person, or blocked, with the reasons.")
    @APIResponse(
            responseCode = "201",
            description = "Recorded",
            content = @Content(schema = @Schema(implementation = EvaluationView.class)))
    @APIResponse(responseCode = "200", description = "The answer that this Idempotency-Key has got before")
    @APIResponse(
            responseCode = "422",
            description = "Not even looked at: payload-invalid, missing-context, unknown-field, invalid-value,"
                    + " idempotency-key-reused, callback-refused, callback-secret-missing")
    @APIResponse(
            responseCode = "503",
            description = "overloaded: more proposals wait than may; nothing was recorded, send it again")
    public Uni<Response> propose(
            @HeaderParam("Idempotency-Key")
                    @Parameter(description = "The agent's own name for this request, at most 200 characters")
                    @Nullable
                    String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = Proposal.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "A booking change",
                                                            value = Examples.PROPOSAL)))
                    @Nullable
                    Proposal proposal) {
        return service.propose(caller.agent(), required(proposal), IdempotencyKey.checked(key))
                .chain(answer -> reads.answer(answer).map(view -> response(answer.repeated(), view)));
    }

    private static Response response(boolean repeated, EvaluationView view) {
        URI location = URI.create("/v1/evaluations/" + view.id());
        return (repeated ? Response.ok().location(location) : Response.created(location))
                .entity(view)
                .build();
    }

    @POST
    @Path("simulate")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "The answer that a proposal would get now", description = "Recorded nowhere, released never.")
    public Uni<EvaluationView> simulate(@Nullable Proposal proposal) {
        return simulation.simulate(caller.agent(), required(proposal));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.AGENT, Roles.PROCESS_OWNER})
    @Operation(
            summary = "An evaluation, now or as soon as it is decided",
            description = "For the agent that proposed it and for process owners; for all others there is none.")
    public Uni<EvaluationView> get(
            @RestPath UUID id,
            @QueryParam("wait")
                    @Parameter(
                            description = "How long to wait for the decision, in ISO 8601, at most PT60S",
                            schema =
                                    @Schema(
                                            type =
                                                    org.eclipse.microprofile.openapi.annotations.enums.SchemaType
                                                            .STRING),
                            example = "PT30S")
                    @Nullable
                    String wait) {
        Duration patience = Patience.of(wait);
        return patience.isZero() ? reads.now(id, viewer()) : reads.decided(id, viewer(), patience);
    }

    @GET
    @Visible
    @Path("{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed({Roles.AGENT, Roles.PROCESS_OWNER})
    @Operation(
            summary = "The same as server-sent events",
            description =
                    "One event \"evaluation\" now and one whenever it has changed; ends when nothing can happen any more.")
    public Multi<OutboundSseEvent> events(@RestPath UUID id, @Context Sse sse) {
        EventStream stream = new EventStream(sse);
        return reads.changes(id, viewer()).map(stream::event);
    }

    @POST
    @Path("{id}/revisions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Another payload, after changes-requested", description = "The same reviewer has it again.")
    public Uni<EvaluationView> revise(@RestPath UUID id, @Nullable Revision revision) {
        Revision sent = required(revision);
        return actions.revise(id, caller.agent(), sent.payload(), sent.note()).chain(() -> reads.now(id, viewer()));
    }

    @POST
    @Path("{id}/renewal")
    @Operation(
            summary = "A decision that grew old, with the case as it is by now",
            description =
                    "Passes the policy again. Where it stands, it counts as fresh from now on and has a release; where it does"
                            + " not, it goes back to whoever decided it, and what no person decided is withdrawn. What is left out is"
                            + " as it was.")
    @APIResponse(responseCode = "409", description = "not-renewable, halted")
    public Uni<EvaluationView> renew(@RestPath UUID id, @Nullable Refreshed facts) {
        return renewals.renew(id, caller.agent(), facts == null ? Refreshed.NOTHING : facts)
                .chain(() -> reads.now(id, viewer()));
    }

    @POST
    @Path("{id}/withdraw")
    @Operation(summary = "No longer wanted", description = "Ends the review and any release that is not used up.")
    public Uni<EvaluationView> withdraw(@RestPath UUID id, @Nullable Withdrawal withdrawal) {
        return actions.withdraw(id, caller.agent(), withdrawal == null ? null : withdrawal.reason())
                .chain(() -> reads.now(id, viewer()));
    }

    @POST
    @Path("{id}/execution")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "What was done with the release")
    public Uni<EvaluationView> report(@RestPath UUID id, @Nullable Report report) {
        Report sent = required(report);
        return actions.report(id, caller.agent(), sent.status(), sent.digest(), sent.detail())
                .chain(() -> reads.now(id, viewer()));
    }

    private EvaluationReads.Viewer viewer() {
        return EvaluationReads.Viewer.of(caller);
    }
}
