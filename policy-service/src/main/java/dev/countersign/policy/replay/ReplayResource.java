package dev.countersign.policy.replay;

import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.identity.Roles;
import dev.countersign.policy.publishing.CandidateService;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Replays over HTTP. */
@Path("/v1/processes/{process}/policy/replay")
@RolesAllowed(Roles.PROCESS_OWNER)
@Tag(name = "Policies")
public class ReplayResource {

    private final CandidateService candidates;
    private final ReplayService service;
    private final ReplayConfig config;
    private final Clock clock;

    ReplayResource(CandidateService candidates, ReplayService service, ReplayConfig config, Clock clock) {
        this.candidates = candidates;
        this.service = service;
        this.config = config;
        this.clock = clock;
    }

    @POST
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "What a candidate policy would have answered",
            description =
                    "Asks recorded evaluations again, in their order, with the limits as the candidate would have used them up. The"
                            + " candidate is the body, or with version= a published version. Nothing is published, and nothing is"
                            + " recorded.")
    @APIResponse(
            responseCode = "200",
            description = "Who would no longer be asked, who newly, and which known errors would slip through",
            content = @Content(schema = @Schema(implementation = ReplayView.class)))
    @APIResponse(
            responseCode = "422",
            description = "policy-refused: everything that is wrong, by JSON Pointer; replay-too-large; invalid-value")
    @APIResponse(responseCode = "503", description = "replay-busy: another one is running")
    public Uni<ReplayView> replay(
            @RestPath String process,
            @QueryParam("version") @Parameter(description = "A published version, in the place of a body") @Nullable
                    Integer version,
            @QueryParam("from") @Parameter(description = "RFC 3339; 30 days before to, unless given") @Nullable
                    String from,
            @QueryParam("to") @Parameter(description = "RFC 3339; now, unless given") @Nullable String to,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") int limit,
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
        ReplayOrder order = ReplayOrder.of(
                process,
                new ReplayOrder.Asked(from, to, cursor, limit),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                config.lookBack());
        return candidates.candidate(process, version, body, type).chain(policy -> service.replay(policy, order));
    }
}
