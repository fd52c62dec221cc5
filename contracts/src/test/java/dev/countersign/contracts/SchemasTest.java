package dev.countersign.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.contracts.event.EventType;
import dev.countersign.contracts.policy.PolicyDocument;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON Schemas are generated from the records, recorded, and hold what the records write. */
class SchemasTest {

    private static final SchemaGenerator EVENTS = generator(false);
    private static final SchemaGenerator DOCUMENTS = generator(true);

    static List<Event> samples() {
        return Samples.all();
    }

    static List<EventType> types() {
        return EventType.ALL;
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyEventHasItsRecordedSchema(EventType type) {
        Recorded.hold("schemas/" + type.name() + ".json", EVENTS.generateSchema(type.shape()));
    }

    @Test
    void thePolicyHasItsRecordedSchema() {
        Recorded.hold("schemas/policy.json", DOCUMENTS.generateSchema(PolicyDocument.class));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleSatisfiesItsSchema(Event event) throws IOException {
        JsonNode written = Json.mapper().readTree(EventEnvelope.write(event));
        assertThat(errors("schemas/" + EventType.of(event).name() + ".json", written))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anEventWithoutItsInstantDoesNot(Event event) throws IOException {
        ObjectNode written = (ObjectNode) Json.mapper().readTree(EventEnvelope.write(event));
        written.remove("at");
        assertThat(errors("schemas/" + EventType.of(event).name() + ".json", written))
                .isNotEmpty();
    }

    @Test
    void aPolicyWithAMisspeltFieldDoesNot() {
        ObjectNode policy = Samples.read("samples/policy.json", ObjectNode.class);
        assertThat(errors("schemas/policy.json", policy)).isEmpty();
        policy.put("acountable", "person:grace");
        assertThat(errors("schemas/policy.json", policy)).anyMatch(e -> e.contains("acountable"));
    }

    private static List<String> errors(String schema, JsonNode instance) {
        Schema loaded = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Samples.read(schema, JsonNode.class).toString(), InputFormat.JSON);
        return loaded.validate(instance.toString(), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static SchemaGenerator generator(boolean strict) {
        var builder = new SchemaGeneratorConfigBuilder(
                        Json.mapper(), SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(
                        JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY,
                        JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE,
                        JacksonOption.INCLUDE_ONLY_JSONPROPERTY_ANNOTATED_METHODS))
                .with(Option.DEFINITIONS_FOR_ALL_OBJECTS, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES);
        if (strict) {
            builder.with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT);
        }
        builder.forFields().withRequiredCheck(SchemasTest::isRequired);
        builder.forTypesInGeneral().withCustomDefinitionProvider((type, context) -> {
            ObjectNode node = context.getGeneratorConfig().createObjectNode();
            return switch (type.getErasedType()) {
                case Class<?> c
                when c == Principal.class ->
                    inline(node.put("type", "string")
                            .put("pattern", "^(person|team):[A-Za-z0-9][A-Za-z0-9._@-]{0,127}$"));
                case Class<?> c
                when c == Instant.class -> inline(node.put("type", "string").put("format", "date-time"));
                case Class<?> c
                when c == Duration.class -> inline(node.put("type", "string").put("format", "duration"));
                case Class<?> c
                when c == UUID.class -> inline(node.put("type", "string").put("format", "uuid"));
                case Class<?> c when c == JsonNode.class -> inline(node);
                default -> null;
            };
        });
        return new SchemaGenerator(builder.build());
    }

    private static CustomDefinition inline(ObjectNode node) {
        return new CustomDefinition(
                node, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.NO);
    }

    /** What is neither nullable nor a collection, which may be left out when empty, is there. */
    private static boolean isRequired(FieldScope field) {
        if (field.isFakeContainerItemScope()) {
            return false;
        }
        Class<?> owner = field.getDeclaringType().getErasedType();
        return owner.isRecord()
                && Arrays.stream(owner.getRecordComponents())
                        .filter(c -> c.getName().equals(field.getDeclaredName()))
                        .noneMatch(SchemasTest::mayBeMissing);
    }

    private static boolean mayBeMissing(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                || Collection.class.isAssignableFrom(component.getType())
                || Map.class.isAssignableFrom(component.getType())
                || component.isAnnotationPresent(Defaulted.class);
    }
}
