package dev.countersign.policy.publication;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.policy.publishing.DifferenceView;
import dev.countersign.problems.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A draft as it is shown.
 *
 * @param tag of this state, for {@code If-Match}
 * @param source the text as it was sent, comments and all
 * @param findings what keeps it from being published; nothing, where it can be
 * @param loosens why publishing it would need a second person, a sentence each; absent where it cannot be published
 * @param changes against the version in force; absent where it cannot be published
 */
@Schema(name = "Draft")
@RegisterForReflection
public record DraftView(
        String process,
        @JsonIgnore UUID tag,
        String changedBy,
        Instant changedAt,
        @Schema(enumeration = {"yaml", "json"}) String format,

        String source,
        JsonNode document,
        List<Violation> findings,
        @Nullable List<String> loosens,
        @Nullable List<DifferenceView.Entry> changes) {

    static DraftView of(
            DraftEntity entity, JsonNode document, List<Violation> findings, @Nullable CheckedView checked) {
        return new DraftView(
                entity.process,
                entity.tag,
                entity.changedBy,
                entity.changedAt,
                entity.json ? "json" : "yaml",
                entity.source,
                document,
                findings,
                checked == null ? null : checked.loosens(),
                checked == null ? null : checked.changes());
    }
}
