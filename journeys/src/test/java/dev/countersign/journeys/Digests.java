package dev.countersign.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/** Digests as anybody outside computes them. */
public final class Digests {

    private Digests() {}

    /** {@code sha-256:<hex>} over the RFC 8785 form of a payload. */
    public static String of(JsonNode payload) {
        try {
            byte[] canonical = new JsonCanonicalizer(Json.mapper().writeValueAsBytes(payload)).getEncodedUTF8();
            return "sha-256:" + HexFormat.of().formatHex(sha256(canonical));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
