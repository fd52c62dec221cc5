package dev.countersign.policy.publishing;

import dev.countersign.policy.identity.Roles;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Published policies over HTTP. */
@Path("/v1/processes/{process}/policy")
@RolesAllowed(Roles.PROCESS_OWNER)
@Tag(name = "Policies")
public class PolicyResource {

    private static final int MAX_PAGE = 100;

    private final PolicyService service;

    PolicyResource(PolicyService service) {
        this.service = service;
    }

    @GET
    @Operation(summary = "The policy in force")
    public Uni<PolicyView> current(@RestPath String process) {
        return service.current(process);
    }

    @GET
    @Path("versions")
    @Operation(summary = "Every version, newest first")
    public Uni<PolicyView.Page> versions(
            @RestPath String process,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("20") int limit) {
        return service.versions(process, below(cursor), Math.clamp(limit, 1, MAX_PAGE));
    }

    @GET
    @Path("versions/{version}")
    @Operation(summary = "One version, as it was published")
    public Uni<PolicyView> version(@RestPath String process, @RestPath int version) {
        return service.version(process, version);
    }

    @GET
    @Path("versions/{version}/difference")
    @Operation(
            summary = "What a version changed",
            description = "A sentence a change, and whether it loosens. Compared with the version before, or with "
                    + "the one in from; 0 is before the first.")
    public Uni<DifferenceView> difference(
            @RestPath String process, @RestPath int version, @QueryParam("from") @Nullable Integer from) {
        return service.difference(process, version, from == null ? version - 1 : from);
    }

    private static int below(@Nullable String cursor) {
        try {
            return cursor == null ? Integer.MAX_VALUE : Integer.parseInt(cursor);
        } catch (NumberFormatException e) {
            throw Problem.of(422, "invalid-value", "Invalid value", "The cursor is none that was given out here.")
                    .with(new Violation("/cursor", "is no cursor"));
        }
    }
}
