package dev.countersign.journeys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** One party that speaks to one service, with its token. Whatever is answered is an {@link Answer}; only silence throws. */
public final class Caller {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final URI base;
    private final Supplier<Optional<String>> token;

    private Caller(URI base, Supplier<Optional<String>> token) {
        this.base = base;
        this.token = token;
    }

    static Caller anonymous(URI base) {
        return new Caller(base, Optional::empty);
    }

    static Caller bearing(URI base, Supplier<String> token) {
        return new Caller(base, () -> Optional.of(token.get()));
    }

    public Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /** Posts JSON. */
    public Answer post(String path, JsonNode body, String... headers) {
        return send("POST", path, "application/json", json(body), headers);
    }

    /** Posts nothing. */
    public Answer post(String path, String... headers) {
        return send(request(path, headers).POST(BodyPublishers.noBody()));
    }

    public Answer put(String path, JsonNode body, String... headers) {
        return send("PUT", path, "application/json", json(body), headers);
    }

    /** Sends any text as any type. */
    public Answer send(String method, String path, String contentType, String body, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", contentType)
                .method(method, BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        token.get().ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            return Answer.of(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String json(JsonNode body) {
        try {
            return Json.mapper().writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
