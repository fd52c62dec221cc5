package dev.countersign.queue.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import com.networknt.schema.regex.RegularExpression;
import dev.countersign.problems.Violation;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a payload looks as its action type says it must, judged as policy-service judges it: formats count, patterns run in linear
 * time, and schemas are fetched from nowhere.
 */
public final class PayloadSchema {

    /** Errors that are reported at most; one bad list could bring thousands. */
    private static final int MOST = 50;

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            Dialect.builder(Dialects.getDraft202012())
                    .format(new EmailAddress())
                    .build(),
            builder -> builder.schemaLoader(loader -> loader.fetchRemoteResources(false))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .pathType(PathType.JSON_POINTER)
                            .locale(Locale.ENGLISH)
                            .formatAssertionsEnabled(true)
                            .regularExpressionFactory(PayloadSchema::linear)
                            .build()));

    private PayloadSchema() {}

    private static RegularExpression linear(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return value -> pattern.matcher(value).find();
    }

    /** What is wrong with the payload, each with a pointer that begins at {@code prefix}; empty where nothing is. */
    public static List<Violation> violations(@Nullable JsonNode schema, JsonNode payload, String prefix) {
        if (schema == null) {
            return List.of();
        }
        Schema compiled = REGISTRY.getSchema(schema);
        return compiled.validate(payload).stream()
                .limit(MOST)
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
