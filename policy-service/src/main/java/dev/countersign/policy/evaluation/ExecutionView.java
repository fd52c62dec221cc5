package dev.countersign.policy.evaluation;

import dev.countersign.contracts.event.EvaluationEvent.Execution;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the agent says it did. */
@Schema(name = "Execution")
@RegisterForReflection
public record ExecutionView(
        Execution status, @Nullable String digest, @Nullable String detail, Instant at) {}
