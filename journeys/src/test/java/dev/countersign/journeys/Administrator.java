package dev.countersign.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;

/** Whoever administers the house's Keycloak: makes clients whose tokens are not as they should be. */
final class Administrator {

    private final House house;
    private final String server;
    private final String realm;

    Administrator(House house) {
        this.house = house;
        String issuer = house.identity().issuer().toString();
        int realms = issuer.indexOf("/realms/");
        this.server = issuer.substring(0, realms);
        this.realm = issuer.substring(realms + "/realms/".length());
    }

    /**
     * A public client that people may log in through with their password.
     *
     * @param audience whether its tokens are meant for Countersign
     * @param seconds how long they live
     */
    void client(String name, boolean audience, int seconds) {
        ObjectNode client = Payloads.object("""
                {"enabled": true, "publicClient": true, "directAccessGrantsEnabled": true, "standardFlowEnabled": false,
                 "fullScopeAllowed": true, "protocolMappers": []}
                """);
        client.put("clientId", name);
        client.putObject("attributes").put("access.token.lifespan", Integer.toString(seconds));
        if (audience) {
            client.withArray("protocolMappers").add(Payloads.json("""
                                    {"name": "audience", "protocol": "openid-connect",
                                     "protocolMapper": "oidc-audience-mapper",
                                     "config": {"included.custom.audience": "countersign", "access.token.claim": "true"}}
                                    """));
        }
        Caller.bearing(URI.create(server), this::token)
                .post("/admin/realms/" + realm + "/clients", client)
                .expect(201, 409);
    }

    private String token() {
        JsonNode granted = Identity.post(
                server + "/realms/master/protocol/openid-connect/token",
                Map.of(
                        "grant_type", "password",
                        "client_id", "admin-cli",
                        "username", "keycloak-admin",
                        "password", password()));
        return granted.path("access_token").asText();
    }

    private String password() {
        try {
            return Files.readString(house.keycloak().resolve("admin-password"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
