package dev.countersign.audit.fsck;

import dev.countersign.audit.merkle.TileAddress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A log behind an address. */
public final class HttpLogSource implements LogSource {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI base;

    /** @param base where the log's paths begin, for example {@code http://localhost:8084/} */
    public HttpLogSource(URI base) {
        this.base = base.toString().endsWith("/") ? base : URI.create(base + "/");
    }

    @Override
    public String checkpoint() throws IOException {
        return new String(get("checkpoint"), StandardCharsets.UTF_8);
    }

    @Override
    public byte[] tile(TileAddress address) throws IOException {
        return get(address.path());
    }

    @Override
    public byte[] entries(TileAddress address) throws IOException {
        return get(address.entriesPath());
    }

    private byte[] get(String path) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("the log answers " + response.statusCode());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while fetching " + path);
        }
    }
}
