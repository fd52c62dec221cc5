package dev.countersign.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.Realm;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Access tokens from the house's Keycloak; each is used again until it is about to expire. */
public final class Identity {

    private static final Duration MARGIN = Duration.ofSeconds(60);

    private final URI issuer;
    private final Clock clock = Clock.systemUTC();
    private final Map<Map<String, String>, Granted> granted = new ConcurrentHashMap<>();

    private record Granted(String token, Instant until) {}

    Identity(URI issuer) {
        this.issuer = issuer;
    }

    public URI issuer() {
        return issuer;
    }

    /** The token of an agent: client credentials; its secret is its name. */
    public String agent(String name) {
        return token(Map.of("grant_type", "client_credentials", "client_id", name, "client_secret", name));
    }

    /** The token of a person, whose password is the name. */
    public String person(String name) {
        return person(name, Realm.CLI);
    }

    /** The token of a person who came through another client. */
    public String person(String name, String client) {
        return token(Map.of("grant_type", "password", "client_id", client, "username", name, "password", name));
    }

    private String token(Map<String, String> form) {
        return granted.compute(
                        form,
                        (asked, known) ->
                                known != null && known.until().isAfter(clock.instant()) ? known : grant(asked))
                .token();
    }

    private Granted grant(Map<String, String> form) {
        JsonNode body = post(issuer + "/protocol/openid-connect/token", form);
        Duration life = Duration.ofSeconds(body.path("expires_in").asLong());
        return new Granted(
                body.path("access_token").asText(), clock.instant().plus(life).minus(MARGIN));
    }

    /** Asks any token endpoint. */
    static JsonNode post(String endpoint, Map<String, String> form) {
        String encoded = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return Caller.anonymous(URI.create(endpoint))
                .send("POST", "", "application/x-www-form-urlencoded", encoded)
                .expect(200)
                .body();
    }
}
