package dev.countersign.localstack.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.countersign.contracts.Json;
import dev.countersign.localstack.Addresses;
import dev.countersign.localstack.Endpoint;
import dev.countersign.localstack.StackException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The services of one stack, over HTTP, with a bearer token of whoever calls. */
public final class Api {

    private static final ObjectMapper JSON = Json.mapper();
    /** Longer than the longest wait that a service allows a caller. */
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private static final Duration EARLY = Duration.ofSeconds(30);

    private final Addresses addresses;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<Login, Token> tokens = new ConcurrentHashMap<>();

    public Api(Addresses addresses) {
        this.addresses = addresses;
    }

    private record Token(String value, long endsAtNanos) {
        boolean isFresh() {
            return endsAtNanos - System.nanoTime() > EARLY.toNanos();
        }
    }

    /** A token that is good for some time yet. */
    public String token(Login login) {
        return tokens.compute(login, (who, known) -> known != null && known.isFresh() ? known : fetch(who))
                .value();
    }

    private Token fetch(Login login) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(addresses.issuer() + "/protocol/openid-connect/token"))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(login.form()))
                .build();
        Reply reply = reply(request, Endpoint.KEYCLOAK);
        if (!reply.isOk()) {
            throw new StackException("Keycloak gives no token to " + login.name() + ": "
                    + reply.body().path("error_description").asText("status " + reply.status()));
        }
        long seconds = reply.body().path("expires_in").asLong();
        return new Token(
                reply.body().path("access_token").asText(),
                System.nanoTime() + Duration.ofSeconds(seconds).toNanos());
    }

    public Reply get(Endpoint service, String path, Login login) {
        return reply(request(service, path, login).GET().build(), service);
    }

    public Reply post(Endpoint service, String path, JsonNode body, Login login) {
        return post(service, path, body, login, Map.of());
    }

    public Reply post(Endpoint service, String path, JsonNode body, Login login, Map<String, String> headers) {
        HttpRequest.Builder request = request(service, path, login)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        headers.forEach(request::header);
        return reply(request.build(), service);
    }

    /** Sends a YAML document. */
    public Reply putYaml(Endpoint service, String path, String yaml, Login login) {
        return reply(
                request(service, path, login)
                        .header("Content-Type", "application/yaml")
                        .PUT(BodyPublishers.ofString(yaml))
                        .build(),
                service);
    }

    private HttpRequest.Builder request(Endpoint service, String path, Login login) {
        return HttpRequest.newBuilder(URI.create(addresses.url(service) + path))
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token(login));
    }

    private Reply reply(HttpRequest request, Endpoint endpoint) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Reply(response.statusCode(), json(response.body()));
        } catch (ConnectException e) {
            throw new StackException(
                    endpoint.label() + " does not answer at " + addresses.url(endpoint)
                            + ". Is the stack up? (./countersign status)",
                    e);
        } catch (IOException e) {
            throw new StackException(
                    endpoint.label() + " did not answer " + request.uri().getPath() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }

    private static JsonNode json(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
