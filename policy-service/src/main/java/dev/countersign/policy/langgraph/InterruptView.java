package dev.countersign.policy.langgraph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.policy.evaluation.EvaluationView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An interrupt and what has become of it.
 *
 * @param evaluations one for each request, in order
 * @param resume the value to resume the graph with, in the generation in which it asked; absent while there is none
 * @param releases with {@code resume}: what executes each request, in order; null for what must not be executed
 */
@Schema(name = "Interrupt")
@RegisterForReflection
public record InterruptView(
        UUID id,
        String process,
        List<EvaluationView> evaluations,
        @Nullable JsonNode resume,
        @Nullable List<@Nullable String> releases) {}
