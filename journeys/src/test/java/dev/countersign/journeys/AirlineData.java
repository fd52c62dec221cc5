package dev.countersign.journeys;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.recorded.RecordedCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an airline's service agent once proposed, and whether a benchmark expected it. The set is not part of the project: it is read
 * from the folder that {@code COUNTERSIGN_AIRLINE_DATA} names, else from {@code ../shared/data/airline-agent} beside the project.
 *
 * @param actions one recorded call each
 * @param truths by the id of the action: the {@code verdict}, and what would have been right
 */
record AirlineData(List<JsonNode> actions, Map<String, JsonNode> truths) {

    static final String VARIABLE = "COUNTERSIGN_AIRLINE_DATA";

    /** The folder where the set is looked for. */
    static Path folder() {
        String named = System.getenv(VARIABLE);
        return named != null
                ? Path.of(named)
                : ProjectRoot.find().resolve("../shared/data/airline-agent").normalize();
    }

    /** The set, where it is there. */
    static Optional<AirlineData> find() {
        Path folder = folder();
        if (!Files.exists(folder.resolve("actions.jsonl"))) {
            return Optional.empty();
        }
        Map<String, JsonNode> truths = lines(folder.resolve("truth.jsonl")).stream()
                .collect(toMap(truth -> truth.path("id").asText(), truth -> truth));
        return Optional.of(new AirlineData(lines(folder.resolve("actions.jsonl")), truths));
    }

    private static List<JsonNode> lines(Path file) {
        try {
            return Payloads.lines(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a knowledgeable reviewer decides on a call. */
    String decision(JsonNode call) {
        if (type(call).equals(RecordedCalls.HANDOVER)) {
            return "taken-over";
        }
        String verdict = truth(call).path("verdict").asText();
        return switch (verdict) {
            case "correct" -> "approved";
            case "wrong-arguments" -> "approved-with-changes";
            case "not-expected" -> "rejected";
            default -> throw new IllegalArgumentException("unknown verdict " + verdict);
        };
    }

    /** The arguments that would have been right. */
    JsonNode expectedArguments(JsonNode call) {
        return truth(call).path("expected").path(0).path("arguments");
    }

    /** Whether the booking system took the call as the agent made it. */
    boolean succeeded(JsonNode call) {
        return !truth(call).path("executionResult").asText().startsWith("Error");
    }

    private JsonNode truth(JsonNode call) {
        return truths.get(RecordedCalls.idempotencyKey(call));
    }

    static String type(JsonNode call) {
        return call.path("action").path("type").asText();
    }

    /** What the policy's document, read by hand, makes of a call: does it go, or does a person look? */
    static String outcome(JsonNode policy, JsonNode call) {
        JsonNode patterns = policy.path("actions").path(type(call)).path("patterns");
        double threshold = policy.path("patterns")
                .path("confidence-gated")
                .path("threshold")
                .asDouble();
        boolean person = false;
        for (JsonNode pattern : patterns) {
            person |= switch (pattern.asText()) {
                case "review-before-send" -> true;
                case "confidence-gated" -> call.path("confidence").asDouble() < threshold;
                // The only signal that these calls carry is the handover.
                case "exception-escalation" -> type(call).equals(RecordedCalls.HANDOVER);
                default -> throw new IllegalArgumentException("unknown pattern " + pattern);
            };
        }
        return person ? "review" : "proceed";
    }
}
