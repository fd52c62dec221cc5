package dev.countersign.policy.digest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/** {@code sha-256:<hex>} over RFC 8785 canonical JSON. */
public final class PayloadDigest {

    private static final String PREFIX = "sha-256:";

    private PayloadDigest() {}

    /**
     * The digest of any JSON value.
     *
     * @param json without violations of {@link InteroperableJson}: of other values, several may share a digest
     */
    public static String of(JsonNode json) {
        return PREFIX + HexFormat.of().formatHex(sha256(canonical(json)));
    }

    /** RFC 8785, in UTF-8. */
    static byte[] canonical(JsonNode json) {
        try {
            if (!json.isContainerNode()) {
                // The canonicaliser reads objects and arrays only; a value alone is what stands between the brackets.
                byte[] wrapped =
                        new JsonCanonicalizer("[" + Json.mapper().writeValueAsString(json) + "]").getEncodedUTF8();
                return java.util.Arrays.copyOfRange(wrapped, 1, wrapped.length - 1);
            }
            return new JsonCanonicalizer(Json.mapper().writeValueAsString(json)).getEncodedUTF8();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
