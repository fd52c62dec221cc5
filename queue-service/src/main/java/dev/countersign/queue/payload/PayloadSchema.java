package dev.countersign.queue.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.countersign.problems.Violation;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a payload looks as its action type says it must. Schemas are fetched from nowhere. */
public final class PayloadSchema {

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaLoader(loader -> loader.fetchRemoteResources(false)));

    private PayloadSchema() {}

    /** What is wrong with the payload, each with a pointer that begins at {@code prefix}; empty where nothing is. */
    public static List<Violation> violations(@Nullable JsonNode schema, JsonNode payload, String prefix) {
        if (schema == null) {
            return List.of();
        }
        Schema compiled = REGISTRY.getSchema(schema);
        return compiled.validate(payload).stream()
                .map(error -> new Violation(prefix + pointer(error), sentence(error)))
                .distinct()
                .sorted(Comparator.comparing(Violation::pointer))
                .toList();
    }

    /** A missing or surplus field is reported where it is missing or stands, so that a form can show it there. */
    private static String pointer(Error error) {
        String at = error.getInstanceLocation().toString();
        String property = error.getProperty();
        return property == null ? at : at + "/" + property.replace("~", "~0").replace("/", "~1");
    }

    private static String sentence(Error error) {
        String message = error.getMessage();
        int colon = message.indexOf(": ");
        return colon >= 0 && message.startsWith("/") ? message.substring(colon + 2) : message;
    }
}
