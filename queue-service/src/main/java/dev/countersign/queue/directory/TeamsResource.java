package dev.countersign.queue.directory;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;

/** Teams, one by one. */
@Path("/v1/teams")
@RolesAllowed("admin")
public class TeamsResource {

    private final DirectoryService directory;
    private final SecurityIdentity identity;

    TeamsResource(DirectoryService directory, SecurityIdentity identity) {
        this.directory = directory;
        this.identity = identity;
    }

    @GET
    public Uni<List<Team>> list() {
        return directory.current().map(now -> now.document().teams());
    }

    @GET
    @Path("{id}")
    public Uni<Team> get(String id) {
        return directory.current().map(now -> one(now, id));
    }

    @PUT
    @Path("{id}")
    public Uni<Team> put(String id, String body) {
        return directory.put(Entries.TEAMS, id, body, by()).map(now -> one(now, id));
    }

    @DELETE
    @Path("{id}")
    public Uni<Void> delete(String id) {
        return directory.remove(Entries.TEAMS, id, by()).replaceWithVoid();
    }

    private static Team one(Directory now, String id) {
        return Entries.TEAMS.find(now.document(), id).orElseThrow(DirectoryService::notFound);
    }

    private String by() {
        return identity.getPrincipal().getName();
    }
}
