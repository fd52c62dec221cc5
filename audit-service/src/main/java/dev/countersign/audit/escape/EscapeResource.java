package dev.countersign.audit.escape;

import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Where an error that got past the loop is reported. */
@Path("/v1/escapes")
@RegisterForReflection(targets = Escape.class) // inside a Response, where nobody sees its type
@Tag(name = "escapes", description = "Errors that got past the loop.")
public class EscapeResource {

    private static final int LONGEST_KEY = 255;

    private final EscapeService escapes;
    private final SecurityIdentity identity;
    private final JsonWebToken token;

    EscapeResource(EscapeService escapes, SecurityIdentity identity, JsonWebToken token) {
        this.escapes = escapes;
        this.identity = identity;
        this.token = token;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"auditor", "process-owner", "agent"})
    @Operation(summary = "Report an escape; a repeated Idempotency-Key answers with the same one")
    @APIResponse(responseCode = "201", description = "Reported")
    @APIResponse(responseCode = "200", description = "Reported before with this key")
    public Uni<Response> report(@HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Report report) {
        if (report == null) {
            throw invalid("", "the body is missing");
        }
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw invalid("/Idempotency-Key", "has 1 to " + LONGEST_KEY + " characters");
        }
        MDC.put("evaluation", report.evaluation().toString());
        return escapes.report(reporter(), report, key)
                .map(reported -> Response.status(reported.isNew() ? 201 : 200)
                        .entity(reported.escape())
                        .build());
    }

    private Reporter reporter() {
        boolean agent = identity.hasRole("agent");
        String claim = agent ? "azp" : "preferred_username";
        String name = token.getClaim(claim);
        return new Reporter(
                Objects.requireNonNullElse(name, identity.getPrincipal().getName()), agent);
    }

    private static Problem invalid(String pointer, String detail) {
        return Problem.of(422, "invalid-value", "Invalid value", "The request has a value that cannot be used here.")
                .with(new Violation(pointer, detail));
    }
}
