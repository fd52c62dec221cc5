package dev.countersign.policy.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.problems.BodyProblems;
import dev.countersign.problems.NearestName;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The arguments of a call, of which one after the other is taken; what is left is the body that REST would have got. */
final class Arguments {

    private static final String EVALUATION = "evaluation";
    private static final String SECONDS = "seconds";
    private static final String KEY = "idempotencyKey";

    private final ObjectNode left;
    private final ObjectMapper mapper;

    private Arguments(ObjectNode left, ObjectMapper mapper) {
        this.left = left;
        this.mapper = mapper;
    }

    static Arguments of(Map<String, Object> given, ObjectMapper mapper) {
        return new Arguments(mapper.valueToTree(given), mapper);
    }

    /** The evaluation that the call is about. */
    UUID evaluation() {
        JsonNode id = left.remove(EVALUATION);
        if (id == null || id.isNull()) {
            throw invalid(EVALUATION, "is missing");
        }
        try {
            return UUID.fromString(id.asText());
        } catch (IllegalArgumentException e) {
            throw invalid(EVALUATION, "is not a UUID");
        }
    }

    /** The caller's own name for the call, if it has one. */
    @Nullable
    String key() {
        JsonNode key = left.remove(KEY);
        if (key == null || key.isNull()) {
            return null;
        }
        if (!key.isTextual()) {
            throw invalid(KEY, "is not a text");
        }
        return key.asText();
    }

    /** How long to wait; more than {@code most} is cut to it. */
    int seconds(int otherwise, int most) {
        JsonNode seconds = left.remove(SECONDS);
        if (seconds == null || seconds.isNull()) {
            return otherwise;
        }
        if (!seconds.isIntegralNumber() || seconds.decimalValue().signum() < 0) {
            throw invalid(SECONDS, "is not a whole number of seconds");
        }
        return seconds.canConvertToInt() ? Math.min(seconds.intValue(), most) : most;
    }

    /** The value of what is left out, where it is left out. */
    Arguments otherwise(String name, String value) {
        if (!left.hasNonNull(name)) {
            left.put(name, value);
        }
        return this;
    }

    /** What is left, as REST reads it. */
    <T> T body(Class<T> shape) {
        try {
            return mapper.treeToValue(left, shape);
        } catch (JsonProcessingException e) {
            throw BodyProblems.of(e);
        }
    }

    /** Refuses what is left, of a call that takes no more. */
    void nothingElse() {
        if (!left.isEmpty()) {
            List<String> known = List.of(EVALUATION, SECONDS);
            String name = left.fieldNames().next();
            throw Problem.of(422, "unknown-field", "Unknown field", "The body has a field that is not known here.")
                    .with(new Violation("/" + name, NearestName.refusal(name, known)));
        }
    }

    private static Problem invalid(String name, String detail) {
        return Problem.of(422, "invalid-value", "Invalid value", "The body has a value that cannot be used here.")
                .with(new Violation("/" + name, detail));
    }
}
