package dev.countersign.queue.directory;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The whole directory at once, as its file has it. */
@Path("/v1/directory")
@RolesAllowed("admin")
public class DirectoryResource {

    private final DirectoryService directory;
    private final SecurityIdentity identity;

    DirectoryResource(DirectoryService directory, SecurityIdentity identity) {
        this.directory = directory;
        this.identity = identity;
    }

    @GET
    public Uni<RestResponse<DirectoryDocument>> get() {
        return directory.current().map(DirectoryResource::tagged);
    }

    /** What is not wrong with it, and should be looked at. */
    @GET
    @Path("findings")
    public Uni<List<Finding>> findings() {
        return directory.findings();
    }

    /** Replaces all of it, or nothing where something is wrong; for a dry run, nothing in any case. */
    @PUT
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml", "application/json", "text/plain"})
    public Uni<RestResponse<DirectoryDocument>> put(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String type,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RestQuery boolean dryRun,
            String text) {
        boolean json = type.toLowerCase(Locale.ROOT).startsWith("application/json");
        Precondition seen = new Precondition(ifMatch, null);
        return (dryRun
                        ? directory.check(text, json, seen)
                        : directory.replace(text, json, identity.getPrincipal().getName(), seen))
                .map(DirectoryResource::tagged);
    }

    private static RestResponse<DirectoryDocument> tagged(Directory now) {
        return new Tagged<>(now.document(), String.valueOf(now.version())).response();
    }
}
