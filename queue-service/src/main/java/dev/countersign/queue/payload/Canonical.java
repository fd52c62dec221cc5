package dev.countersign.queue.payload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import dev.countersign.payload.check.Flaw;
import dev.countersign.payload.check.InteroperableJson;
import dev.countersign.payload.digest.CanonicalJson;
import dev.countersign.payload.digest.PayloadDigest;
import java.util.List;

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
     * @throws AmbiguousPayloadException when not every system would read it alike
     */
    public static Canonical of(JsonNode payload) {
        List<Flaw> flaws = InteroperableJson.flaws(payload, "");
        if (!flaws.isEmpty()) {
            throw new AmbiguousPayloadException(flaws.getFirst());
        }
        try {
            String form = CanonicalJson.of(payload.toString());
            return new Canonical(Json.mapper().readTree(form), PayloadDigest.of(form));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a canonical form can always be read", e);
        }
    }

    /** It would be approved as one payload and executed as another. */
    public static final class AmbiguousPayloadException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String pointer;

        AmbiguousPayloadException(Flaw flaw) {
            super(flaw.sentence());
            this.pointer = flaw.pointer();
        }

        /** Where in the payload. */
        public String pointer() {
            return pointer;
        }
    }
}
