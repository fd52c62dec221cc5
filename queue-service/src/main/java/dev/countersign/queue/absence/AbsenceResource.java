package dev.countersign.queue.absence;

import dev.countersign.queue.directory.Delegation;
import dev.countersign.queue.directory.DirectoryService;
import dev.countersign.queue.identity.SignedIn;
import dev.countersign.queue.identity.SignedInService;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;

/** Somebody's own delegations. Of others' there is nothing here, not even that they are. */
@Path("/v1/me/delegations")
@RolesAllowed("reviewer")
public class AbsenceResource {

    private final DirectoryService directory;
    private final SignedInService signedIn;

    AbsenceResource(DirectoryService directory, SignedInService signedIn) {
        this.directory = directory;
        this.signedIn = signedIn;
    }

    @GET
    public Uni<List<Delegation>> list() {
        SignedIn asking = signedIn.current();
        return directory.current().map(now -> now.delegationsFrom(asking.personId(now)));
    }

    /** {@code from} need not be said: it is whoever asks. */
    @PUT
    @Path("{id}")
    public Uni<Delegation> put(String id, String body) {
        SignedIn asking = signedIn.current();
        return directory.current().chain(now -> directory.delegate(asking.personId(now), id, body, asking.username()));
    }

    @DELETE
    @Path("{id}")
    public Uni<Void> delete(String id) {
        SignedIn asking = signedIn.current();
        return directory.current().chain(now -> directory.beBack(asking.personId(now), id, asking.username()));
    }
}
