package dev.countersign.policy.publishing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A published version as it is shown.
 *
 * @param publishedBy who proposed it
 * @param publishedAt from when on it was in force
 * @param agreedBy the second person, where it loosened
 * @param restoredFrom the earlier version that it brought back, where it did
 * @param document absent in lists
 */
@Schema(name = "PublishedPolicy")
@RegisterForReflection
public record PolicyView(
        String process,
        int version,
        String publishedBy,
        Instant publishedAt,
        @Nullable String agreedBy,
        @Nullable Integer restoredFrom,
        @Nullable JsonNode document) {

    /** A page of versions, newest first; {@code next} goes into {@code cursor} for the one after. */
    @RegisterForReflection
    public record Page(List<PolicyView> items, @Nullable String next) {}

    static PolicyView of(PolicyVersionEntity entity) {
        try {
            return view(entity, Json.mapper().readTree(entity.document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a published document cannot be read any more", e);
        }
    }

    static PolicyView withoutDocument(PolicyVersionEntity entity) {
        return view(entity, null);
    }

    private static PolicyView view(PolicyVersionEntity entity, @Nullable JsonNode document) {
        return new PolicyView(
                entity.process,
                entity.version,
                entity.publishedBy,
                entity.publishedAt,
                entity.agreedBy,
                entity.restoredFrom,
                document);
    }
}
