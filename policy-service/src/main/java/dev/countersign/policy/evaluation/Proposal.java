package dev.countersign.policy.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.Action;
import dev.countersign.contracts.event.Case;
import dev.countersign.contracts.event.Run;
import dev.countersign.contracts.event.Source;
import dev.countersign.expressions.Scope;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an agent proposes. Who the agent is says the token, never the body.
 *
 * @param signals the reasons for exception that the agent itself sees, by the policy's names
 * @param sources what the agent relied on
 * @param content the case that the action belongs to
 * @param callback where the agent wants to be told of the decision, if it does not want to wait for it
 */
@Schema(name = "Proposal")
public record Proposal(
        String process,
        Action action,
        @Nullable Confidence confidence,
        List<String> signals,
        List<Source> sources,
        @JsonProperty("case") @Nullable Case content,
        @Nullable Run run,
        @Nullable Callback callback) {

    private static final int MAX_NAME = 200;
    private static final int MAX_TARGET = 2_000;

    public Proposal {
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(action, "action");
        shorterThan(MAX_NAME, process, "process");
        shorterThan(MAX_NAME, action.type(), "action.type");
        shorterThan(MAX_TARGET, action.target(), "action.target");
        signals = signals == null ? List.of() : List.copyOf(signals);
        sources = sources == null ? List.of() : List.copyOf(sources);
    }

    private static void shorterThan(int limit, String text, String name) {
        if (text.isBlank() || text.length() > limit) {
            throw new IllegalArgumentException(name + " must have 1 to " + limit + " characters");
        }
    }

    /** The same proposal with another payload. */
    public Proposal withPayload(JsonNode payload) {
        return new Proposal(process, action.withPayload(payload), confidence, signals, sources, content, run, callback);
    }

    /** The lowest confidence that the agent gave, if any. */
    @Nullable
    Double lowestConfidence() {
        OptionalDouble lowest = confidence == null ? OptionalDouble.empty() : confidence.lowest();
        return lowest.isPresent() ? lowest.getAsDouble() : null;
    }

    /** What expressions can see of it. */
    Scope scope() {
        return Scope.of(action, content, signals, lowestConfidence());
    }
}
