package dev.countersign.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;

/** Whoever administers the house's Keycloak: makes clients with tokens of their own kind, and groups. */
final class Administrator {

    private static final String AUDIENCE = """
            {"name": "audience", "protocol": "openid-connect", "protocolMapper": "oidc-audience-mapper",
             "config": {"included.custom.audience": "countersign", "access.token.claim": "true"}}
            """;
    private static final String GROUPS = """
            {"name": "groups", "protocol": "openid-connect", "protocolMapper": "oidc-group-membership-mapper",
             "config": {"claim.name": "groups", "full.path": "true", "access.token.claim": "true"}}
            """;

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
        create(audience ? client(name, seconds, AUDIENCE) : client(name, seconds));
    }

    /** One whose tokens are meant for Countersign and name the groups of whoever logs in, each with its path. */
    void clientWithGroups(String name, int seconds) {
        create(client(name, seconds, AUDIENCE, GROUPS));
    }

    private static ObjectNode client(String name, int seconds, String... mappers) {
        ObjectNode client = Payloads.object("""
                {"enabled": true, "publicClient": true, "directAccessGrantsEnabled": true, "standardFlowEnabled": false,
                 "fullScopeAllowed": true, "protocolMappers": []}
                """);
        client.put("clientId", name);
        client.putObject("attributes").put("access.token.lifespan", Integer.toString(seconds));
        for (String mapper : mappers) {
            client.withArray("protocolMappers").add(Payloads.json(mapper));
        }
        return client;
    }

    private void create(ObjectNode client) {
        caller().post("/clients", client).expect(201, 409);
    }

    /** Makes a group of that name. */
    void group(String name) {
        caller().post("/groups", JsonNodeFactory.instance.objectNode().put("name", name))
                .expect(201, 409);
    }

    void addToGroup(String person, String group) {
        caller().put(membership(person, group), JsonNodeFactory.instance.objectNode())
                .expect(204);
    }

    void removeFromGroup(String person, String group) {
        caller().send("DELETE", membership(person, group), "application/json", "")
                .expect(204);
    }

    private String membership(String person, String group) {
        return "/users/" + id("/users?exact=true&username=" + person) + "/groups/"
                + id("/groups?exact=true&search=" + group);
    }

    private String id(String search) {
        return caller().get(search).expect(200).body().path(0).path("id").asText();
    }

    private Caller caller() {
        return Caller.bearing(URI.create(server + "/admin/realms/" + realm), this::token);
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
