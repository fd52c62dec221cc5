package dev.countersign.queue.directory;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;

/** Delegations, one by one. */
@Path("/v1/delegations")
@RolesAllowed("admin")
public class DelegationsResource {

    private final DirectoryService directory;
    private final SecurityIdentity identity;

    DelegationsResource(DirectoryService directory, SecurityIdentity identity) {
        this.directory = directory;
        this.identity = identity;
    }

    @GET
    public Uni<List<Delegation>> list() {
        return directory.current().map(now -> now.document().delegations());
    }

    @GET
    @Path("{id}")
    public Uni<Delegation> get(String id) {
        return directory.current().map(now -> one(now, id));
    }

    @PUT
    @Path("{id}")
    public Uni<Delegation> put(String id, String body) {
        return directory.put(Entries.DELEGATIONS, id, body, by()).map(now -> one(now, id));
    }

    @DELETE
    @Path("{id}")
    public Uni<Void> delete(String id) {
        return directory.remove(Entries.DELEGATIONS, id, by()).replaceWithVoid();
    }

    private static Delegation one(Directory now, String id) {
        return Entries.DELEGATIONS.find(now.document(), id).orElseThrow(DirectoryService::notFound);
    }

    private String by() {
        return identity.getPrincipal().getName();
    }
}
