package dev.countersign.queue.directory;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;

/** Authorities, one by one. */
@Path("/v1/authorities")
@RolesAllowed("admin")
public class AuthoritiesResource {

    private final DirectoryService directory;
    private final SecurityIdentity identity;

    AuthoritiesResource(DirectoryService directory, SecurityIdentity identity) {
        this.directory = directory;
        this.identity = identity;
    }

    @GET
    public Uni<List<Authority>> list() {
        return directory.current().map(now -> now.document().authorities());
    }

    @GET
    @Path("{id}")
    public Uni<Authority> get(String id) {
        return directory.current().map(now -> one(now, id));
    }

    @PUT
    @Path("{id}")
    public Uni<Authority> put(String id, String body) {
        return directory.put(Entries.AUTHORITIES, id, body, by()).map(now -> one(now, id));
    }

    @DELETE
    @Path("{id}")
    public Uni<Void> delete(String id) {
        return directory.remove(Entries.AUTHORITIES, id, by()).replaceWithVoid();
    }

    private static Authority one(Directory now, String id) {
        return Entries.AUTHORITIES.find(now.document(), id).orElseThrow(DirectoryService::notFound);
    }

    private String by() {
        return identity.getPrincipal().getName();
    }
}
