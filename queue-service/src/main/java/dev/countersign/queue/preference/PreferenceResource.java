package dev.countersign.queue.preference;

import dev.countersign.problems.Problem;
import dev.countersign.queue.identity.SignedInService;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What whoever is signed in has set for their console. */
@Path("/v1/me/preferences")
@RolesAllowed("reviewer")
public class PreferenceResource {

    private final PreferenceService preferences;
    private final SignedInService signedIn;

    PreferenceResource(PreferenceService preferences, SignedInService signedIn) {
        this.preferences = preferences;
        this.signedIn = signedIn;
    }

    @GET
    public Uni<RestResponse<PreferencesView>> get() {
        return preferences.of(signedIn.current()).map(PreferenceResource::tagged);
    }

    /** Takes the place of all that was there. */
    @PUT
    public Uni<RestResponse<PreferencesView>> put(
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @Nullable Preferences wanted) {
        if (wanted == null) {
            throw Problem.of(400, "malformed-json", "Malformed JSON", "The body is missing.");
        }
        return preferences.store(signedIn.current(), wanted, ifMatch).map(PreferenceResource::tagged);
    }

    private static RestResponse<PreferencesView> tagged(PreferencesView view) {
        return RestResponse.ResponseBuilder.ok(view)
                .header(HttpHeaders.ETAG, "\"" + view.version() + "\"")
                .build();
    }
}
