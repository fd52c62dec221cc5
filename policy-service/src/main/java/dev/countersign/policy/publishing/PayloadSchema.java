package dev.countersign.policy.publishing;

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
import dev.countersign.policy.digest.InteroperableJson;
import dev.countersign.problems.Violation;
import java.util.List;
import java.util.Locale;

/**
 * JSON Schema (draft 2020-12) of a payload. What agents send is hostile: a schema fetches nothing from anywhere, and its patterns
 * run in linear time.
 */
public final class PayloadSchema {

    /** Errors that are reported at most; one bad list could bring thousands. */
    private static final int MAX_ERRORS = 20;

    private static final int MAX_DEPTH = 64;

    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .format(new EmailAddress())
            .build();

    private final Schema schema;

    private PayloadSchema(Schema schema) {
        this.schema = schema;
    }

    /** A schema that publishing has checked. */
    public static PayloadSchema of(JsonNode schema) {
        Schema compiled = registry().getSchema(schema);
        compiled.initializeValidators();
        return new PayloadSchema(compiled);
    }

    private static SchemaRegistry registry() {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .locale(Locale.ENGLISH)
                .formatAssertionsEnabled(true)
                .regularExpressionFactory(PayloadSchema::linear)
                .build();
        return SchemaRegistry.withDefaultDialect(DIALECT, builder -> builder.schemaRegistryConfig(config));
    }

    private static RegularExpression linear(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return value -> pattern.matcher(value).find();
    }

    /**
     * What is wrong with a payload, by the pointers of its fields.
     *
     * @param prefix where the payload itself is, for example {@code /action/payload}
     */
    public List<Violation> violations(JsonNode payload, String prefix) {
        return schema.validate(payload).stream()
                .limit(MAX_ERRORS)
                .map(error -> new Violation(prefix + error.getInstanceLocation(), sentence(error)))
                .distinct()
                .toList();
    }

    private static String sentence(Error error) {
        String message = String.valueOf(error.getMessage());
        return message.startsWith(": ") ? message.substring(2) : message;
    }

    /** Says what is wrong with a schema itself. */
    static void checkSchema(JsonNode schema, Findings found) {
        if (!schema.isObject()) {
            found.add("must be a JSON Schema, as an object");
            return;
        }
        int before = found.all().size();
        checkReferences(schema, found, 0);
        if (found.all().size() == before) {
            InteroperableJson.violations(schema, "")
                    .forEach(violation -> found.under(violation.pointer()).add(violation.detail()));
            SchemaReferences.refusal(schema).ifPresent(found::add);
        }
        if (found.all().size() == before) {
            checkCompiles(schema, found);
        }
    }

    private static void checkReferences(JsonNode node, Findings found, int depth) {
        if (depth > MAX_DEPTH) {
            found.add("is nested too deep");
            return;
        }
        node.properties().forEach(field -> {
            boolean reference = field.getKey().equals("$ref") || field.getKey().equals("$dynamicRef");
            if (reference
                    && field.getValue().isTextual()
                    && !field.getValue().asText().startsWith("#")) {
                found.at(field.getKey()).add("must point into this schema: nothing is fetched from elsewhere");
            }
            checkReferences(field.getValue(), found.at(field.getKey()), depth + 1);
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            checkReferences(node.get(i), found.at(Integer.toString(i)), depth + 1);
        }
    }

    private static void checkCompiles(JsonNode schema, Findings found) {
        try {
            List<Violation> wrong = new PayloadSchema(Meta.SCHEMA).violations(schema, "");
            wrong.forEach(violation -> found.under(violation.pointer()).add(violation.detail()));
            if (wrong.isEmpty()) {
                of(schema);
            }
        } catch (PatternSyntaxException e) {
            found.add("has a pattern that is no regular expression: " + e.getDescription());
        } catch (SchemaException | IllegalArgumentException e) {
            found.add("is no JSON Schema that can be read");
        }
    }

    /** The schema of schemas, which comes with the library. */
    private static final class Meta {
        static final Schema SCHEMA =
                registry().getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    }
}
