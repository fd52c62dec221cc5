package dev.countersign.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with a body that could not be read. The body's own text is never repeated. */
public final class BodyProblems {

    private BodyProblems() {}

    /** The problem that a reader's complaint amounts to. */
    public static Problem of(JsonProcessingException complaint) {
        return switch (complaint) {
            case UnrecognizedPropertyException unknown -> unknownField(unknown);
            case JsonMappingException mapping
            when mapping.getCause() instanceof StreamReadException -> malformed(mapping);
            case JsonMappingException mapping -> invalid(mapping);
            default -> malformed(complaint);
        };
    }

    private static Problem unknownField(UnrecognizedPropertyException e) {
        List<String> known =
                e.getKnownPropertyIds().stream().map(String::valueOf).toList();
        return Problem.of(422, "unknown-field", "Unknown field", "The body has a field that is not known here.")
                .with(new Violation(pointer(e), NearestName.refusal(e.getPropertyName(), known)));
    }

    private static Problem invalid(JsonMappingException e) {
        return Problem.of(422, "invalid-value", "Invalid value", "The body has a value that cannot be used here.")
                .with(new Violation(pointer(e), sentence(e)));
    }

    /** The body's bytes are no characters, in whatever encoding they look like. */
    static Problem noCharacters() {
        return Problem.of(400, "malformed-json", "Malformed JSON", "The body is no text in UTF-8.");
    }

    private static Problem malformed(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
        return Problem.of(400, "malformed-json", "Malformed JSON", "The body is not well-formed JSON" + where + ".");
    }

    /** Records and creators say in their own words what they refuse; a reader's own message may quote the body. */
    private static String sentence(JsonMappingException e) {
        Throwable cause = e instanceof ValueInstantiationException ? e.getCause() : null;
        if (cause instanceof NullPointerException && cause.getMessage() != null) {
            return "\"" + cause.getMessage() + "\" is missing";
        }
        String own = cause instanceof IllegalArgumentException ? cause.getMessage() : null;
        return own != null ? own : expectation(e);
    }

    private static String expectation(JsonMappingException e) {
        Class<?> target = e instanceof com.fasterxml.jackson.databind.exc.MismatchedInputException mismatch
                ? mismatch.getTargetType()
                : null;
        return "is not " + name(target);
    }

    private static String name(@Nullable Class<?> target) {
        if (target == null) {
            return "of the right type";
        }
        if (target.isEnum()) {
            return "one of the known values";
        }
        return switch (target.getSimpleName()) {
            case "double", "Double", "int", "Integer", "long", "Long", "BigDecimal" -> "a number in range";
            case "boolean", "Boolean" -> "true or false";
            case "String" -> "a text";
            case "List", "Set", "ArrayList" -> "a list";
            case "Instant" -> "a time in RFC 3339";
            case "Duration" -> "a duration in ISO 8601";
            case "UUID" -> "a UUID";
            default -> "of the right shape";
        };
    }

    private static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(ref -> ref.getFieldName() == null ? String.valueOf(ref.getIndex()) : escape(ref.getFieldName()))
                .map(part -> "/" + part)
                .collect(Collectors.joining());
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
