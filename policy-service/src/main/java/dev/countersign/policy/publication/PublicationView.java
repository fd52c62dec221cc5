package dev.countersign.policy.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.difference.Difference;
import dev.countersign.policy.publishing.DifferenceView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A publication that needs a second person, as it is shown.
 *
 * @param basedOn the version that was in force when it was proposed
 * @param version what it was published as, once somebody agreed
 * @param loosens why a second person is needed, a sentence each
 * @param settledBy who agreed or declined; absent as long as it waits, and where it was superseded
 * @param changes against the version that it is based on; absent in lists, as the document is
 */
@Schema(name = "Publication")
@RegisterForReflection
public record PublicationView(
        String process,
        UUID publication,

        @Schema(enumeration = {"waiting-for-second-person", "published", "declined", "superseded"})
        String status,

        int basedOn,
        @Nullable Integer version,
        @Nullable Integer restoredFrom,
        List<String> loosens,
        String proposedBy,
        Instant proposedAt,
        @Nullable String settledBy,
        @Nullable Instant settledAt,
        @Nullable String reason,
        @Nullable List<DifferenceView.Entry> changes,
        @Nullable JsonNode document) {

    private static final TypeReference<List<String>> SENTENCES = new TypeReference<>() {};

    /** A page of publications, newest first; {@code next} goes into {@code cursor} for the one after. */
    @Schema(name = "PublicationPage")
    @RegisterForReflection
    public record Page(
            List<PublicationView> items, @Nullable String next) {}

    static PublicationView of(PublicationEntity entity) {
        return of(entity, null, null);
    }

    static PublicationView complete(PublicationEntity entity, PolicyDocument base) {
        List<DifferenceView.Entry> changes = DifferenceView.entries(Difference.between(base, document(entity)));
        return of(entity, changes, json(entity.document));
    }

    private static PublicationView of(
            PublicationEntity entity, @Nullable List<DifferenceView.Entry> changes, @Nullable JsonNode document) {
        return new PublicationView(
                entity.process,
                entity.id,
                entity.status,
                entity.baseVersion,
                entity.version,
                entity.restoredFrom,
                loosens(entity),
                entity.proposedBy,
                entity.proposedAt,
                entity.settledBy,
                entity.settledAt,
                entity.reason,
                changes,
                document);
    }

    static List<String> loosens(PublicationEntity entity) {
        return Json.mapper().convertValue(json(entity.loosens), SENTENCES);
    }

    static PolicyDocument document(PublicationEntity entity) {
        return Json.mapper().convertValue(json(entity.document), PolicyDocument.class);
    }

    static JsonNode json(String stored) {
        try {
            return Json.mapper().readTree(stored);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was stored as JSON is none any more", e);
        }
    }
}
