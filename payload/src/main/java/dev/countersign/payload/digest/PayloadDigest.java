package dev.countersign.payload.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest that a release binds: SHA-256 over the RFC 8785 form of the payload, written {@code sha-256:<hex>}. */
public final class PayloadDigest {

    private static final String PREFIX = "sha-256:";

    private PayloadDigest() {}

    /**
     * The digest of a payload. White space, the order of members and the writing of numbers make no difference.
     *
     * <p>RFC 8785 is defined for values that every system reads alike (I-JSON, RFC 7493): a number past the precision of a double would
     * share its canonical form with its neighbours, and a release for one amount would be good for another. Hence they have no digest.
     *
     * @param json any JSON value, as text
     * @throws IllegalArgumentException when the text is no JSON, or holds what not every system reads alike
     */
    public static String of(String json) {
        String canonical = CanonicalJson.of(json);
        JsonText.numbers(json, number -> {
            if (!JsonText.exact(number)) {
                throw new IllegalArgumentException("the payload has a number that not every system reads alike");
            }
        });
        if (!JsonText.wellFormed(canonical)) {
            throw new IllegalArgumentException("the payload has half of a surrogate pair in it");
        }
        return hashed(canonical);
    }

    /**
     * The digest of any JSON value, of what not every system reads alike too: several values may share one. Good to recognise a request
     * by, never to permit anything.
     *
     * @throws IllegalArgumentException when the text is no JSON
     */
    public static String ofAny(String json) {
        return hashed(CanonicalJson.of(json));
    }

    private static String hashed(String canonical) {
        return PREFIX + HexFormat.of().formatHex(sha256(canonical.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
