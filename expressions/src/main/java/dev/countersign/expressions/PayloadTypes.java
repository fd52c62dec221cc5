package dev.countersign.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON Schema as CEL types. What the schema does not say is of any type: a payload is never taken for narrower than it may be.
 *
 * <p>{@code properties} are the fields of an object, and no others are where {@code additionalProperties} is {@code false}.
 * {@code integer} is a whole number. A {@code number} is written with or without decimals, and CEL knows these as two types: the
 * caller says which of them to try.
 */
final class PayloadTypes {

    private static final int MAX_DEPTH = 12;

    /** Schemas that refer to themselves grow without end, and fast. */
    private static final int MAX_TYPES = 1_000;

    private static final String ROOT = "the payload";

    private final JsonNode document;
    private final CelType number;
    private final Set<String> mentioned;
    private final Map<String, StructType> structs = new LinkedHashMap<>();
    private int looked;

    private PayloadTypes(JsonNode document, CelType number, Set<String> mentioned) {
        this.document = document;
        this.number = number;
        this.mentioned = mentioned;
    }

    /**
     * The types of a payload.
     *
     * @param payload the type of the payload itself
     * @param structs the types of the objects in it, by name
     */
    record Types(CelType payload, Map<String, StructType> structs) {}

    /**
     * Reads a schema, which need not be a valid one.
     *
     * @param mentioned the fields that the expression names: where others than the declared ones are allowed, these may be there
     */
    static Types of(JsonNode schema, CelType number, Set<String> mentioned) {
        PayloadTypes types = new PayloadTypes(schema, number, mentioned);
        CelType payload = types.type(schema, ROOT, 0);
        return new Types(payload, types.structs);
    }

    private CelType type(JsonNode schema, String path, int depth) {
        if (depth > MAX_DEPTH || ++looked > MAX_TYPES || !schema.isObject()) {
            return SimpleType.DYN;
        }
        if (schema.has("$ref")) {
            return type(referred(schema.path("$ref").asText()), path, depth + 1);
        }
        Set<String> names = new HashSet<>();
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            names.add(type.asText());
        }
        type.forEach(name -> names.add(name.asText()));
        boolean nullable = names.remove("null");
        CelType plain = names.isEmpty() ? withoutType(schema, path, depth) : named(names, schema, path, depth);
        return nullable ? orNull(plain) : plain;
    }

    private JsonNode referred(String reference) {
        return reference.startsWith("#/")
                ? document.at(reference.substring(1))
                : reference.equals("#") ? document : MissingNode.getInstance();
    }

    private static CelType orNull(CelType type) {
        return switch (type.kind()) {
            case STRING, BOOL, INT, DOUBLE -> NullableType.create(type);
            default -> SimpleType.DYN;
        };
    }

    private CelType named(Set<String> names, JsonNode schema, String path, int depth) {
        if (names.equals(Set.of("integer", "number"))) {
            return number;
        }
        if (names.size() > 1) {
            return SimpleType.DYN;
        }
        return switch (names.iterator().next()) {
            case "string" -> SimpleType.STRING;
            case "boolean" -> SimpleType.BOOL;
            case "integer" -> SimpleType.INT;
            case "number" -> number;
            case "array" -> array(schema, path, depth);
            case "object" -> object(schema, path, depth);
            default -> SimpleType.DYN;
        };
    }

    private CelType withoutType(JsonNode schema, String path, int depth) {
        if (schema.path("properties").isObject()) {
            return object(schema, path, depth);
        }
        JsonNode values = schema.path("enum");
        boolean texts = !values.isEmpty();
        for (JsonNode value : values) {
            texts &= value.isTextual();
        }
        return texts || schema.path("const").isTextual() ? SimpleType.STRING : SimpleType.DYN;
    }

    private CelType array(JsonNode schema, String path, int depth) {
        return ListType.create(
                schema.has("prefixItems") ? SimpleType.DYN : type(schema.path("items"), path + "[]", depth + 1));
    }

    private CelType object(JsonNode schema, String path, int depth) {
        JsonNode others = schema.path("additionalProperties");
        boolean closed = others.isBoolean() && !others.asBoolean() && !schema.has("patternProperties");
        CelType other = others.isObject() && !schema.has("patternProperties")
                ? type(others, path + ".*", depth + 1)
                : SimpleType.DYN;
        if (schema.path("properties").isEmpty() && !closed) {
            return MapType.create(SimpleType.STRING, other);
        }
        Map<String, CelType> fields = new LinkedHashMap<>();
        if (!closed) {
            mentioned.forEach(name -> fields.put(name, other));
        }
        schema.path("properties")
                .properties()
                .forEach(field ->
                        fields.put(field.getKey(), type(field.getValue(), path + "." + field.getKey(), depth + 1)));
        return struct(path, fields);
    }

    private StructType struct(String path, Map<String, CelType> fields) {
        String name = structs.containsKey(path) ? path + " (" + structs.size() + ")" : path;
        ImmutableMap<String, CelType> known = ImmutableMap.copyOf(fields);
        StructType struct = StructType.create(
                name, ImmutableSet.copyOf(known.keySet()), field -> Optional.ofNullable(known.get(field)));
        structs.put(name, struct);
        return struct;
    }
}
