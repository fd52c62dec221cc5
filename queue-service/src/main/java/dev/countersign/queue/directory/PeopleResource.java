package dev.countersign.queue.directory;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;

/** People, one by one. */
@Path("/v1/people")
@RolesAllowed("admin")
public class PeopleResource {

    private final DirectoryService directory;
    private final SecurityIdentity identity;

    PeopleResource(DirectoryService directory, SecurityIdentity identity) {
        this.directory = directory;
        this.identity = identity;
    }

    @GET
    public Uni<List<Person>> list() {
        return directory.current().map(now -> now.document().people());
    }

    @GET
    @Path("{id}")
    public Uni<Person> get(String id) {
        return directory.current().map(now -> one(now, id));
    }

    @PUT
    @Path("{id}")
    public Uni<Person> put(String id, String body) {
        return directory.put(Entries.PEOPLE, id, body, by()).map(now -> one(now, id));
    }

    @DELETE
    @Path("{id}")
    public Uni<Void> delete(String id) {
        return directory.remove(Entries.PEOPLE, id, by()).replaceWithVoid();
    }

    private static Person one(Directory now, String id) {
        return Entries.PEOPLE.find(now.document(), id).orElseThrow(DirectoryService::notFound);
    }

    private String by() {
        return identity.getPrincipal().getName();
    }
}
