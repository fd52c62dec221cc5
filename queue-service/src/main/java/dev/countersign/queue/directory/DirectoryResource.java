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
import java.util.Locale;

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
    public Uni<DirectoryDocument> get() {
        return directory.current().map(Directory::document);
    }

    /** Replaces all of it, or nothing where something is wrong. */
    @PUT
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml", "application/json", "text/plain"})
    public Uni<DirectoryDocument> put(@HeaderParam(HttpHeaders.CONTENT_TYPE) String type, String text) {
        boolean json = type.toLowerCase(Locale.ROOT).startsWith("application/json");
        return directory.replace(text, json, identity.getPrincipal().getName()).map(Directory::document);
    }
}
