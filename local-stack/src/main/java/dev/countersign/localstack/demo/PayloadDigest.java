package dev.countersign.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/** The digest of a payload: SHA-256 over its canonical JSON (RFC 8785), written {@code sha-256:<hex>}. */
final class PayloadDigest {

    private PayloadDigest() {}

    static String of(JsonNode payload) {
        try {
            byte[] canonical = new JsonCanonicalizer(payload.toString()).getEncodedUTF8();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical);
            return "sha-256:" + HexFormat.of().formatHex(hash);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
