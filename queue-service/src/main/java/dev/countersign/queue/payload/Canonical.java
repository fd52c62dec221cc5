package dev.countersign.queue.payload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * A payload in the one form that stands for all of its spellings: RFC 8785.
 *
 * @param payload as the canonical form reads, so that {@code 1.0} is {@code 1}
 * @param digest {@code sha-256:<hex>} over the canonical form
 */
public record Canonical(JsonNode payload, String digest) {

    /**
     * Makes a payload canonical.
     *
     * @throws UnfaithfulNumberException when a number would come out as another one
     */
    public static Canonical of(JsonNode payload) {
        checkNumbers("", payload);
        try {
            byte[] form = new JsonCanonicalizer(Json.mapper().writeValueAsString(payload)).getEncodedUTF8();
            return new Canonical(
                    Json.mapper().readTree(form), "sha-256:" + HexFormat.of().formatHex(sha256(form)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a tree can always be written", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("a payload of an action is an object or a list", e);
        }
    }

    /** Canonical JSON holds doubles; what a double cannot hold would be approved as one number and executed as another. */
    public static final class UnfaithfulNumberException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String pointer;

        UnfaithfulNumberException(String pointer) {
            super("is a number that cannot be kept exactly; write it as a text");
            this.pointer = pointer;
        }

        /** Where in the payload. */
        public String pointer() {
            return pointer;
        }
    }

    private static void checkNumbers(String pointer, JsonNode node) {
        if (node.isNumber() && !isFaithful(node)) {
            throw new UnfaithfulNumberException(pointer);
        }
        node.properties().forEach(field -> checkNumbers(pointer + "/" + escaped(field.getKey()), field.getValue()));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                checkNumbers(pointer + "/" + i, node.get(i));
            }
        }
    }

    private static boolean isFaithful(JsonNode number) {
        double value = number.doubleValue();
        return Double.isFinite(value) && BigDecimal.valueOf(value).compareTo(number.decimalValue()) == 0;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static byte[] sha256(byte[] form) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(form);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
