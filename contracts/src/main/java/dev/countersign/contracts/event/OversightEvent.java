package dev.countersign.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What audit-service says on {@link Topic#OVERSIGHT}. */
public sealed interface OversightEvent extends Event {

    /** How an error was found. */
    enum FoundBy {
        @JsonProperty("sample")
        SAMPLE,
        @JsonProperty("downstream")
        DOWNSTREAM,
        @JsonProperty("agent")
        AGENT
    }

    /** An error got past the loop. */
    record EscapeReported(
            UUID escape,
            UUID evaluation,
            String process,
            FoundBy foundBy,
            @Nullable String description,
            String reportedBy,
            Instant at)
            implements OversightEvent {
        public EscapeReported {
            Objects.requireNonNull(escape, "escape");
            Objects.requireNonNull(evaluation, "evaluation");
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(foundBy, "foundBy");
            Objects.requireNonNull(reportedBy, "reportedBy");
            Objects.requireNonNull(at, "at");
        }

        @Override
        public String key() {
            return evaluation.toString();
        }
    }
}
