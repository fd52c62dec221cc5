package dev.countersign.policy.shadow;

import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.identity.CallerView;
import dev.countersign.policy.identity.Roles;
import dev.countersign.policy.publishing.CandidateService;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Shadows over HTTP. */
@Path("/v1/processes/{process}/policy/shadow")
@RolesAllowed(Roles.PROCESS_OWNER)
@Tag(name = "Policies")
public class ShadowResource {

    private static final int MAX_PAGE = 1_000;

    private final ShadowService service;
    private final CandidateService candidates;
    private final CallerView caller;

    ShadowResource(ShadowService service, CandidateService candidates, CallerView caller) {
        this.service = service;
        this.candidates = candidates;
        this.caller = caller;
    }

    @PUT
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Put a candidate policy beside the one in force",
            description =
                    "From now on it answers what is proposed too, on record and without effect, in the place of a candidate that runs"
                            + " there. The candidate is the body, or with version= a published version.")
    @APIResponse(
            responseCode = "201",
            description = "It runs",
            content = @Content(schema = @Schema(implementation = ShadowView.class)))
    @APIResponse(responseCode = "422", description = "policy-refused: everything that is wrong, by JSON Pointer")
    public Uni<Response> start(
            @RestPath String process,
            @QueryParam("version") @Parameter(description = "A published version, in the place of a body") @Nullable
                    Integer version,
            @HeaderParam("Content-Type") @Parameter(hidden = true) @Nullable String type,
            @RequestBody(
                            content = {
                                @Content(
                                        mediaType = "application/yaml",
                                        schema = @Schema(implementation = PolicyDocument.class)),
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON,
                                        schema = @Schema(implementation = PolicyDocument.class))
                            })
                    byte @Nullable [] body) {
        String by = caller.person();
        return candidates
                .candidate(process, version, body, type)
                .chain(policy -> service.start(process, policy, by))
                .map(view ->
                        Response.status(Response.Status.CREATED).entity(view).build());
    }

    @DELETE
    @Operation(summary = "End the candidate", description = "What it found is kept.")
    public Uni<Void> end(@RestPath String process) {
        return service.end(process, caller.person());
    }

    @GET
    @Operation(
            summary = "The candidate, and what it found so far",
            description = "The one that runs, else the last one that did; with shadow= a former one.")
    public Uni<ShadowView> show(@RestPath String process, @QueryParam("shadow") @Nullable String shadow) {
        return service.show(process, id(shadow, "shadow"));
    }

    @GET
    @Path("former")
    @Operation(summary = "Every candidate that runs or ran here, newest first")
    public Uni<ShadowView.Page> list(
            @RestPath String process,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("20") int limit) {
        return service.list(process, id(cursor, "cursor"), Math.clamp(limit, 1, MAX_PAGE));
    }

    @GET
    @Path("evaluations")
    @Operation(
            summary = "What the candidate answered, newest first",
            description = "With differs=true, only what differs.")
    public Uni<ShadowView.Answers> evaluations(
            @RestPath String process,
            @QueryParam("shadow") @Nullable String shadow,
            @QueryParam("differs") @DefaultValue("false") boolean differs,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        return service.answers(
                process, id(shadow, "shadow"), differs, id(cursor, "cursor"), Math.clamp(limit, 1, MAX_PAGE));
    }

    private static @Nullable UUID id(@Nullable String text, String name) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.of(422, "invalid-value", "Invalid value", "The query has a value that cannot be used here.")
                    .with(new Violation("/" + name, "is none that was given out here"));
        }
    }
}
