package dev.countersign.verifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/** The digest that a release binds: SHA-256 over the RFC 8785 form of the payload, written {@code sha-256:<hex>}. */
public final class PayloadDigest {

    private PayloadDigest() {}

    /**
     * The digest of a payload.
     *
     * @param json the payload as JSON text; white space, the order of members and the writing of numbers make no difference
     * @throws IllegalArgumentException when the text is no JSON object or array that RFC 8785 can canonicalise
     */
    public static String of(String json) {
        return "sha-256:" + HexFormat.of().formatHex(sha256(canonical(json)));
    }

    private static byte[] canonical(String json) {
        try {
            return new JsonCanonicalizer(json.getBytes(StandardCharsets.UTF_8)).getEncodedUTF8();
        } catch (IOException e) {
            throw new IllegalArgumentException("the payload is not canonicalisable JSON", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
