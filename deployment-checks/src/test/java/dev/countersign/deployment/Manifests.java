package dev.countersign.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Kubernetes objects, as they would be applied. */
record Manifests(List<JsonNode> objects) {

    Manifests {
        objects = List.copyOf(objects);
    }

    /** A container and the pod that it is in. */
    record Container(String owner, JsonNode pod, JsonNode spec) {
        String name() {
            return owner + "/" + spec.path("name").asText();
        }
    }

    static Manifests parse(String yaml) {
        return new Manifests(Yaml.documents(yaml));
    }

    static String name(JsonNode object) {
        return object.path("kind").asText() + " "
                + object.path("metadata").path("name").asText();
    }

    Stream<JsonNode> kind(String kind) {
        return objects.stream().filter(object -> object.path("kind").asText().equals(kind));
    }

    Optional<JsonNode> find(String kind, String name) {
        return kind(kind)
                .filter(object -> object.path("metadata").path("name").asText().equals(name))
                .findFirst();
    }

    JsonNode get(String kind, String name) {
        return find(kind, name)
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " among "
                        + objects.stream().map(Manifests::name).toList()));
    }

    /** Every container of every pod, init containers included. */
    List<Container> containers() {
        return objects.stream().flatMap(Manifests::containers).toList();
    }

    private static Stream<Container> containers(JsonNode object) {
        JsonNode pod = switch (object.path("kind").asText()) {
            case "Pod" -> object.path("spec");
            case "Deployment", "Job", "StatefulSet", "DaemonSet" ->
                object.path("spec").path("template").path("spec");
            default -> object.path("none");
        };
        return Stream.of("initContainers", "containers")
                .flatMap(list -> items(pod.path(list)))
                .map(container -> new Container(name(object), pod, container));
    }

    static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
