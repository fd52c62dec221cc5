package dev.countersign.problems;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something to send bad requests to. */
@Path("/probe")
public class ProbeResource {

    public record Body(
            String name,
            @Nullable Double confidence,
            List<Part> parts,
            @Nullable Duration limit,
            @Nullable JsonNode any) {
        public Body {
            java.util.Objects.requireNonNull(name, "name");
            parts = parts == null ? List.of() : List.copyOf(parts);
            if (confidence != null && confidence > 1) {
                throw new IllegalArgumentException("must be between 0 and 1");
            }
        }
    }

    public record Part(String title) {}

    @POST
    @PermitAll
    public Body echo(Body body) {
        return body;
    }

    @GET
    @Path("refused")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    public String refused() {
        throw Problem.of(409, "already-decided", "Already decided", "Tom approved this.")
                .with(new Violation("/verdict", "came too late"))
                .with(new Violation("/payload", "was not looked at"))
                .with("decision", new Part("approved"));
    }

    @GET
    @Path("broken")
    @PermitAll
    public String broken() {
        throw new IllegalStateException("the password is hunter2");
    }

    @GET
    @Path("senseless")
    @PermitAll
    public String senseless() {
        throw new BadRequestException("which is not repeated");
    }

    @GET
    @Path("secret")
    @RolesAllowed("auditor")
    public String secret() {
        return "seen";
    }
}
