package dev.countersign.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRecorded;
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

    /** An action that a person is to look at although no agent waits for it. */
    sealed interface Exercise extends OversightEvent {

        UUID evaluation();

        /** What a review of it shows. */
        EvaluationRecorded recorded();

        @Override
        default String key() {
            return evaluation().toString();
        }
    }

    /**
     * What went without a person is to be read by one afterwards. Said soon after it went, for an old one is told by its age.
     *
     * @param sample its id, which the other rooms do not need
     * @param recorded the evaluation as it was recorded
     */
    record SampleDrawn(UUID sample, UUID evaluation, String process, EvaluationRecorded recorded, Instant at)
            implements Exercise {
        public SampleDrawn {
            Objects.requireNonNull(sample, "sample");
            requireWhole(evaluation, process, recorded, at);
        }
    }

    /**
     * A proposal with a known error was made up, to see whether it is caught. What the error is travels nowhere.
     *
     * @param check its id, by which audit-service knows the error
     * @param evaluation an id of its own: policy-service knows no such evaluation
     * @param recorded what an evaluation of it would have recorded
     */
    record SeededCheckPlaced(UUID check, UUID evaluation, String process, EvaluationRecorded recorded, Instant at)
            implements Exercise {
        public SeededCheckPlaced {
            Objects.requireNonNull(check, "check");
            requireWhole(evaluation, process, recorded, at);
        }
    }

    private static void requireWhole(UUID evaluation, String process, EvaluationRecorded recorded, Instant at) {
        Objects.requireNonNull(evaluation, "evaluation");
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(at, "at");
        if (!recorded.evaluation().equals(evaluation) || !recorded.process().equals(process)) {
            throw new IllegalArgumentException("what is shown is another evaluation");
        }
    }
}
