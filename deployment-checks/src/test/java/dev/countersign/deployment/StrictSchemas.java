package dev.countersign.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.countersign.localstack.ProjectRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The published schemas of Kubernetes and of the operators, held strictly: a field that a schema does not list is an error, as it is to
 * an API server that is asked to be strict. They are no part of the project: they are read from the folder that
 * {@code COUNTERSIGN_KUBERNETES_SCHEMAS} names, else from {@code ../shared/schemas} beside the project.
 */
final class StrictSchemas {

    static final String VARIABLE = "COUNTERSIGN_KUBERNETES_SCHEMAS";

    /** Under these, schemas show a part of the object only. */
    private static final Set<String> PARTIAL = Set.of("allOf", "anyOf", "oneOf", "not");

    private static final String CORE = "#/components/schemas/";

    private final Map<String, JsonNode> byKind = new HashMap<>();
    private final ObjectNode core;
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private StrictSchemas(Path folder) {
        core = readCore(folder);
        Project.files(folder.resolve("crds"), ".yaml")
                .forEach(file -> Yaml.documents(Project.read(file)).forEach(this::readDefinition));
    }

    static Optional<StrictSchemas> find() {
        String named = System.getenv(VARIABLE);
        Path folder = named != null
                ? Path.of(named)
                : ProjectRoot.find().resolve("../shared/schemas").normalize();
        return Files.isDirectory(folder.resolve("crds")) ? Optional.of(new StrictSchemas(folder)) : Optional.empty();
    }

    private ObjectNode readCore(Path folder) {
        ObjectNode schemas = JsonNodeFactory.instance.objectNode();
        for (Path file : Project.files(folder, ".json")) {
            JsonNode published = Yaml.document(Project.read(file));
            schemas.setAll((ObjectNode) published.path("components").path("schemas"));
        }
        ObjectNode strict = (ObjectNode) strict(schemas, true);
        strict.properties()
                .forEach(entry -> entry.getValue()
                        .path("x-kubernetes-group-version-kind")
                        .forEach(kind -> {
                            ObjectNode root =
                                    JsonNodeFactory.instance.objectNode().put("$ref", CORE + entry.getKey());
                            root.putObject("components").set("schemas", strict);
                            byKind.put(key(kind.path("group").asText(), kind), root);
                        }));
        return strict;
    }

    private static String key(String group, JsonNode kind) {
        return group + "/" + kind.path("version").asText() + "/"
                + kind.path("kind").asText();
    }

    private void readDefinition(JsonNode definition) {
        JsonNode spec = definition.path("spec");
        for (JsonNode version : spec.path("versions")) {
            ObjectNode schema = (ObjectNode) strict(version.path("schema").path("openAPIV3Schema"), false);
            // What every object has, whether a definition says so or not.
            ObjectNode properties = (ObjectNode) schema.path("properties");
            properties.putObject("apiVersion").put("type", "string");
            properties.putObject("kind").put("type", "string");
            properties.putObject("metadata").put("$ref", CORE + "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
            schema.putObject("components").set("schemas", core);
            byKind.put(
                    spec.path("group").asText() + "/" + version.path("name").asText() + "/"
                            + spec.path("names").path("kind").asText(),
                    schema);
        }
    }

    /** What is wrong with an object, each with its place; one of a kind that no schema is known for is wrong itself. */
    List<String> flaws(JsonNode object) {
        String version = object.path("apiVersion").asText();
        String group = version.contains("/") ? version : "/" + version;
        String key = group + "/" + object.path("kind").asText();
        if (!byKind.containsKey(key)) {
            return List.of(Manifests.name(object) + ": no schema for " + key);
        }
        Schema schema = compiled.computeIfAbsent(key, of -> registry.getSchema(byKind.get(of)));
        List<String> flaws = new ArrayList<>();
        schema.validate(object)
                .forEach(error -> flaws.add(
                        Manifests.name(object) + " " + error.getInstanceLocation() + ": " + error.getMessage()));
        return flaws;
    }

    /** The same schema as JSON Schema has it, closed wherever it lists what there is. */
    private static JsonNode strict(JsonNode schema, boolean names) {
        if (schema instanceof ArrayNode list) {
            ArrayNode result = JsonNodeFactory.instance.arrayNode();
            list.forEach(item -> result.add(strict(item, false)));
            return result;
        }
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        object.properties()
                .forEach(entry -> result.set(entry.getKey(), child(entry.getKey(), entry.getValue(), names)));
        if (names) {
            return result;
        }
        if (result.path("properties").isObject()
                && !result.has("additionalProperties")
                && !result.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            result.put("additionalProperties", false);
        }
        if (result.path("x-kubernetes-embedded-resource").asBoolean()) {
            result.remove("additionalProperties");
        }
        nullable(result);
        return result;
    }

    private static JsonNode child(String key, JsonNode value, boolean names) {
        if (names) {
            return strict(value, false);
        }
        if (PARTIAL.contains(key)) {
            return value;
        }
        return key.equals("default") || key.equals("enum") ? value : strict(value, key.equals("properties"));
    }

    private static void nullable(ObjectNode schema) {
        if (schema.path("nullable").asBoolean() && schema.path("type").isTextual()) {
            String type = schema.path("type").asText();
            schema.putArray("type").add(type).add("null");
        }
    }
}
