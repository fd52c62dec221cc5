package dev.countersign.notification.preference;

import dev.countersign.problems.Problem;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Each reviewer's own preferences; nobody sees or sets another's. */
@Path("/v1/preferences/me")
@RolesAllowed("reviewer")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "preferences")
public class PreferenceResource {

    private final PreferenceRepository preferences;
    private final SecurityIdentity identity;

    PreferenceResource(PreferenceRepository preferences, SecurityIdentity identity) {
        this.preferences = preferences;
        this.identity = identity;
    }

    @GET
    @WithSession
    @Operation(summary = "What I am told by e-mail")
    public Uni<PreferencesView> mine() {
        String me = identity.getPrincipal().getName();
        return preferences
                .of(Set.of(me))
                .map(found -> PreferencesView.of(found.getOrDefault(me, Preferences.EVERYTHING)));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @WithTransaction
    @Operation(
            summary = "Say what I want to be told by e-mail",
            description =
                    "Replaces what I said before; a field left out means yes. Reminders, escalations and expiries are"
                            + " always sent.")
    public Uni<PreferencesView> put(@Nullable PreferencesView body) {
        if (body == null) {
            throw Problem.of(400, "malformed-json", "Malformed JSON", "The body is empty.");
        }
        Preferences wanted = body.toPreferences();
        return preferences.put(identity.getPrincipal().getName(), wanted).replaceWith(PreferencesView.of(wanted));
    }
}
