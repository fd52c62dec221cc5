package dev.countersign.payload.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import com.networknt.schema.regex.RegularExpression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A JSON Schema (draft 2020-12) of payloads. What agents send is hostile: a schema fetches nothing from anywhere, its patterns run in
 * linear time, and formats count.
 */
public final class JsonSchema {

    /** Flaws that are reported at most; one bad list could bring thousands. */
    private static final int MAX_FLAWS = 20;

    private static final int MAX_DEPTH = 64;

    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .format(new EmailAddress())
            .build();

    private final Schema schema;

    private JsonSchema(Schema schema) {
        this.schema = schema;
    }

    /** A schema that has no flaws of its own. */
    public static JsonSchema of(JsonNode schema) {
        Schema compiled = registry().getSchema(schema);
        compiled.initializeValidators();
        return new JsonSchema(compiled);
    }

    private static SchemaRegistry registry() {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .locale(Locale.ENGLISH)
                .formatAssertionsEnabled(true)
                .regularExpressionFactory(JsonSchema::linear)
                .build();
        return SchemaRegistry.withDefaultDialect(
                DIALECT,
                builder -> builder.schemaLoader(loader -> loader.fetchRemoteResources(false))
                        .schemaRegistryConfig(config));
    }

    private static RegularExpression linear(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return value -> pattern.matcher(value).find();
    }

    /** What the schema does not allow about a payload, in the order of pointers; empty where it allows it. */
    public List<Flaw> flaws(JsonNode payload) {
        return schema.validate(payload).stream()
                .limit(MAX_FLAWS)
                .map(error -> new Flaw(pointer(error), sentence(error)))
                .distinct()
                .sorted(Comparator.comparing(Flaw::pointer))
                .toList();
    }

    /** A missing or surplus field is named itself, so that a form can show it there. */
    private static String pointer(Error error) {
        String at = error.getInstanceLocation().toString();
        String property = error.getProperty();
        return property == null ? at : at + "/" + escaped(property);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String sentence(Error error) {
        String message = String.valueOf(error.getMessage());
        return message.startsWith(": ") ? message.substring(2) : message;
    }

    /** What is wrong with a schema itself; empty where it can be used. */
    public static List<Flaw> flawsOf(JsonNode schema) {
        if (!schema.isObject()) {
            return List.of(new Flaw("", "must be a JSON Schema, as an object"));
        }
        List<Flaw> found = new ArrayList<>();
        checkReferences(schema, "", found, 0);
        return found.isEmpty() ? compilationFlaws(schema) : found;
    }

    private static void checkReferences(JsonNode node, String pointer, List<Flaw> found, int depth) {
        if (depth > MAX_DEPTH) {
            found.add(new Flaw(pointer, "is nested too deep"));
            return;
        }
        node.properties().forEach(field -> {
            String place = pointer + "/" + escaped(field.getKey());
            if (leadsAway(field.getKey(), field.getValue())) {
                found.add(new Flaw(place, "must point into this schema: nothing is fetched from elsewhere"));
            }
            checkReferences(field.getValue(), place, found, depth + 1);
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            checkReferences(node.get(i), pointer + "/" + i, found, depth + 1);
        }
    }

    private static boolean leadsAway(String name, JsonNode value) {
        boolean reference = name.equals("$ref") || name.equals("$dynamicRef");
        return reference && value.isTextual() && !value.asText().startsWith("#");
    }

    private static List<Flaw> compilationFlaws(JsonNode schema) {
        try {
            List<Flaw> wrong = new JsonSchema(Meta.SCHEMA).flaws(schema);
            if (wrong.isEmpty()) {
                of(schema);
            }
            return wrong;
        } catch (PatternSyntaxException e) {
            return List.of(new Flaw("", "has a pattern that is no regular expression: " + e.getDescription()));
        } catch (SchemaException | IllegalArgumentException e) {
            return List.of(new Flaw("", "is no JSON Schema that can be read"));
        }
    }

    /** The schema of schemas, which comes with the library. */
    private static final class Meta {
        static final Schema SCHEMA =
                registry().getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    }
}
