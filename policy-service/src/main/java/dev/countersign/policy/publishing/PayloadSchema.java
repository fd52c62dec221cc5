package dev.countersign.policy.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.payload.check.Flaw;
import dev.countersign.payload.check.InteroperableJson;
import dev.countersign.payload.check.JsonSchema;
import dev.countersign.problems.Violation;
import java.util.List;
import java.util.Optional;

/** The JSON Schema of an action type's payload, as a policy says it. */
public final class PayloadSchema {

    private final JsonSchema schema;

    private PayloadSchema(JsonSchema schema) {
        this.schema = schema;
    }

    /** A schema that publishing has checked. */
    public static PayloadSchema of(JsonNode schema) {
        return new PayloadSchema(JsonSchema.of(schema));
    }

    /**
     * What is wrong with a payload, by the pointers of its fields.
     *
     * @param prefix where the payload itself is, for example {@code /action/payload}
     */
    public List<Violation> violations(JsonNode payload, String prefix) {
        return schema.flaws(payload).stream()
                .map(flaw -> new Violation(prefix + flaw.pointer(), flaw.sentence()))
                .toList();
    }

    /** Says what is wrong with a schema itself. */
    static void checkSchema(JsonNode schema, Findings found) {
        List<Flaw> unreadable = InteroperableJson.flaws(schema, "");
        unreadable.forEach(flaw -> found.under(flaw.pointer()).add(flaw.sentence()));
        if (!unreadable.isEmpty()) {
            return;
        }
        Optional<String> circular = SchemaReferences.refusal(schema);
        circular.ifPresent(found::add);
        if (circular.isEmpty()) {
            JsonSchema.flawsOf(schema)
                    .forEach(flaw -> found.under(flaw.pointer()).add(flaw.sentence()));
        }
    }
}
