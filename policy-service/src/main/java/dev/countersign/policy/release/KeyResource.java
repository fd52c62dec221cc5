package dev.countersign.policy.release;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;

/** The public keys, for whoever verifies releases offline. */
@Path("/.well-known/jwks.json")
@PermitAll
@Tag(name = "Releases")
public class KeyResource {

    private final KeyService keys;
    private final ReleaseConfig config;
    private final Clock clock;

    KeyResource(KeyService keys, ReleaseConfig config, Clock clock) {
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    @GET
    @ResponseHeader(name = "Cache-Control", value = "public, max-age=300")
    @Operation(summary = "The keys to verify releases with (RFC 7517)")
    public Uni<Map<String, List<Map<String, String>>>> jwks() {
        return keys.keys()
                .map(ring -> ring.published(clock.instant(), config.validity()).stream()
                        .map(SigningKey::jwk)
                        .toList())
                .map(published -> Map.of("keys", published));
    }
}
