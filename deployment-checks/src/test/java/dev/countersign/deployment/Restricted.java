package dev.countersign.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.deployment.Manifests.Container;
import java.util.ArrayList;
import java.util.List;

/** The restricted profile of the Pod Security Standards, and a read-only root on top. */
final class Restricted {

    private Restricted() {}

    static List<String> flaws(Container container) {
        List<String> flaws = new ArrayList<>();
        JsonNode pod = container.pod();
        JsonNode own = container.spec().path("securityContext");
        require(flaws, either(own, pod, "runAsNonRoot").asBoolean(), "may run as root");
        require(flaws, either(own, pod, "runAsUser").asInt(1) != 0, "runs as root");
        require(flaws, !own.path("allowPrivilegeEscalation").asBoolean(true), "may escalate privileges");
        require(flaws, !own.path("privileged").asBoolean(false), "is privileged");
        require(flaws, own.path("readOnlyRootFilesystem").asBoolean(false), "may write to its root");
        require(flaws, own.at("/capabilities/drop").toString().equals("[\"ALL\"]"), "keeps capabilities");
        require(flaws, own.at("/capabilities/add").isMissingNode(), "adds capabilities");
        require(
                flaws,
                either(own, pod, "seccompProfile").path("type").asText().equals("RuntimeDefault"),
                "has no seccomp profile");
        for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
            require(flaws, !pod.path(shared).asBoolean(false), "shares " + shared);
        }
        pod.path("volumes").forEach(volume -> require(flaws, !volume.has("hostPath"), "mounts the host"));
        require(flaws, !pod.path("automountServiceAccountToken").asBoolean(true), "mounts a token of Kubernetes");
        require(flaws, container.spec().at("/resources/requests/memory").isTextual(), "requests no memory");
        require(flaws, container.spec().at("/resources/limits/memory").isTextual(), "has no limit of memory");
        return flaws;
    }

    private static JsonNode either(JsonNode own, JsonNode pod, String field) {
        return own.has(field) ? own.path(field) : pod.path("securityContext").path(field);
    }

    private static void require(List<String> flaws, boolean good, String otherwise) {
        if (!good) {
            flaws.add(otherwise);
        }
    }
}
