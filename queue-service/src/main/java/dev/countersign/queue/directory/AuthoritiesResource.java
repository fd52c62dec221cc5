package dev.countersign.queue.directory;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

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
    public Uni<RestResponse<List<Authority>>> list(
            @RestQuery @Nullable String cursor, @RestQuery @Nullable Integer limit) {
        return directory
                .page(Entries.AUTHORITIES, new EntryPage.Query(cursor, limit))
                .map(EntryPage::response);
    }

    @GET
    @Path("{id}")
    public Uni<RestResponse<Authority>> get(String id) {
        return directory.get(Entries.AUTHORITIES, id).map(Tagged::response);
    }

    @PUT
    @Path("{id}")
    public Uni<RestResponse<Authority>> put(
            String id,
            String body,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        return directory
                .put(Entries.AUTHORITIES, id, body, by(), new Precondition(ifMatch, ifNoneMatch))
                .map(Tagged::response);
    }

    @DELETE
    @Path("{id}")
    public Uni<Void> delete(String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return directory
                .remove(Entries.AUTHORITIES, id, by(), new Precondition(ifMatch, null))
                .replaceWithVoid();
    }

    private String by() {
        return identity.getPrincipal().getName();
    }
}
