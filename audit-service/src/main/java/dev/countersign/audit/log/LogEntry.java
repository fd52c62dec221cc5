package dev.countersign.audit.log;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countersign.audit.merkle.Hash;
import dev.countersign.audit.merkle.Merkle;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.EventEnvelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * What the log commits to: an event's CloudEvents attributes, and a salted digest of its content. As RFC 8785 canonical JSON it is the leaf.
 *
 * @param id with {@code source} the event's name
 * @param subject the event's key: an evaluation's id, or the name of what the event is about
 * @param contentDigest {@code sha-256:<hex>} over the 32 bytes of salt and then the event's JSON
 */
@JsonPropertyOrder(alphabetic = true)
public record LogEntry(UUID id, String source, String type, Instant time, String subject, String contentDigest) {

    private static final String DIGEST_PREFIX = "sha-256:";

    public LogEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(contentDigest, "contentDigest");
    }

    /** The entry of an event whose JSON is {@code value}. */
    public static LogEntry of(EventEnvelope<?> envelope, byte[] salt, byte[] value) {
        return new LogEntry(
                envelope.id(),
                envelope.source(),
                envelope.type().name(),
                envelope.time(),
                envelope.event().key(),
                digest(salt, value));
    }

    /** Reads a leaf, or answers empty where it is none. */
    public static Optional<LogEntry> parse(byte[] leaf) {
        try {
            return Optional.ofNullable(Json.mapper().readValue(leaf, LogEntry.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The leaf: canonical JSON in UTF-8. */
    public byte[] bytes() {
        try {
            return new JsonCanonicalizer(Json.mapper().writeValueAsBytes(this)).getEncodedUTF8();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an entry of the log is always JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this entry commits to this content. */
    public boolean commitsTo(byte[] salt, byte[] value) {
        return contentDigest.equals(digest(salt, value));
    }

    private static String digest(byte[] salt, byte[] value) {
        Hash hash = Merkle.sha256(salt, value);
        return DIGEST_PREFIX + hash;
    }
}
