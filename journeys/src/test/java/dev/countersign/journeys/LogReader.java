package dev.countersign.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the whole log as c2sp.org/tlog-tiles serves it to anybody. */
public final class LogReader {

    private static final int TILE = 256;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;

    LogReader(URI base) {
        this.base = base;
    }

    /** The latest signed note. */
    public String checkpoint() {
        return new String(get("/checkpoint"), StandardCharsets.UTF_8);
    }

    /** The key that notes are signed with. */
    public String verifierKey() {
        return new String(get("/log/key"), StandardCharsets.UTF_8).strip();
    }

    /** How many entries the latest checkpoint has. */
    public long size() {
        return Long.parseLong(checkpoint().split("\n", -1)[1]);
    }

    /** Every entry up to the latest checkpoint, in the log's order. */
    public List<JsonNode> entries() {
        long size = size();
        List<JsonNode> entries = new ArrayList<>();
        for (long tile = 0; tile * TILE < size; tile++) {
            int width = (int) Math.min(TILE, size - tile * TILE);
            String partial = width < TILE ? ".p/" + width : "";
            ByteBuffer bundle = ByteBuffer.wrap(get("/tile/entries/" + path(tile) + partial));
            while (bundle.hasRemaining()) {
                byte[] entry = new byte[Short.toUnsignedInt(bundle.getShort())];
                bundle.get(entry);
                entries.add(Payloads.json(new String(entry, StandardCharsets.UTF_8)));
            }
        }
        return entries;
    }

    /** Groups of three digits, all but the last after an x. */
    private static String path(long tile) {
        String path = String.format(Locale.ROOT, "%03d", tile % 1000);
        for (long rest = tile / 1000; rest > 0; rest /= 1000) {
            path = String.format(Locale.ROOT, "x%03d/%s", rest % 1000, path);
        }
        return path;
    }

    private byte[] get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).build();
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new AssertionError(path + " answered " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
