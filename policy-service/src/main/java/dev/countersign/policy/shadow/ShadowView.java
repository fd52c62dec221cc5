package dev.countersign.policy.shadow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import dev.countersign.policy.replay.Aftermath;
import dev.countersign.policy.replay.ChangedView;
import dev.countersign.policy.replay.ComparisonView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A candidate beside the policy in force.
 *
 * @param version the candidate's, where it is a published version
 * @param endedAt absent while it runs
 * @param upTo when the last evaluation was recorded that it has answered; absent while there is none
 * @param document the candidate; absent in lists
 * @param comparison what it found so far, in the shape of a replay's; absent in lists
 */
@Schema(name = "Shadow")
@RegisterForReflection
public record ShadowView(
        UUID id,
        String process,
        @Nullable Integer version,
        String startedBy,
        Instant startedAt,
        @Nullable String endedBy,
        @Nullable Instant endedAt,
        @Nullable Instant upTo,
        @Nullable JsonNode document,
        @Nullable ComparisonView comparison) {

    /** A page of shadows, newest first; {@code next} goes into {@code cursor} for the one after. */
    @Schema(name = "ShadowPage")
    @RegisterForReflection
    public record Page(List<ShadowView> items, @Nullable String next) {

        static Page of(List<Shadow> found, int limit) {
            List<ShadowView> items = found.stream()
                    .limit(limit)
                    .map(shadow -> ShadowView.of(shadow, null, null))
                    .toList();
            return new Page(items, found.size() > limit ? items.getLast().id().toString() : null);
        }
    }

    /** A page of what a shadow answered, newest first; {@code next} goes into {@code cursor} for the one after. */
    @Schema(name = "ShadowAnswers")
    @RegisterForReflection
    public record Answers(List<ChangedView> items, @Nullable String next) {

        static Answers of(List<ChangedView> found, int limit) {
            List<ChangedView> items = found.stream().limit(limit).toList();
            return new Answers(
                    items, found.size() > limit ? items.getLast().evaluation().toString() : null);
        }
    }

    static ShadowView of(Shadow shadow, Aftermath aftermath) {
        return of(shadow, document(shadow), ComparisonView.of(shadow.tally(), aftermath));
    }

    private static ShadowView of(Shadow shadow, @Nullable JsonNode document, @Nullable ComparisonView comparison) {
        Instant last = shadow.place().at();
        return new ShadowView(
                shadow.id(),
                shadow.process(),
                shadow.version(),
                shadow.startedBy(),
                shadow.startedAt(),
                shadow.endedBy(),
                shadow.endedAt(),
                shadow.place().isTaken() && !last.isBefore(shadow.startedAt()) ? last : null,
                document,
                comparison);
    }

    private static JsonNode document(Shadow shadow) {
        try {
            return Json.mapper().readTree(shadow.document());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored candidate cannot be read any more", e);
        }
    }
}
