package dev.countersign.localstack.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.countersign.localstack.Endpoint;
import dev.countersign.localstack.StackException;
import dev.countersign.localstack.client.Api;
import dev.countersign.localstack.client.Login;
import dev.countersign.localstack.client.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sends the documents that a process owner and a directory administrator write. */
final class Documents {

    private Documents() {}

    /** What publishing a policy came to. */
    sealed interface Published {

        /** The process and its version that is in force, in a few words. */
        record InForce(String what) implements Published {}

        /**
         * Fewer actions would go to a person, so a second person must agree.
         *
         * @param loosens why, a sentence each
         */
        record Waiting(String process, String publication, List<String> loosens) implements Published {}
    }

    /**
     * Publishes a policy.
     *
     * @throws StackException with every reason, where it is refused
     */
    static Published publish(Api api, Path file, Login as) {
        String yaml = read(file);
        String process = process(file, yaml);
        Reply reply = api.putYaml(Endpoint.POLICY, policy(process), yaml, as);
        requireOk(file, reply);
        return switch (reply.status()) {
            case 202 -> waiting(process, reply.body());
            case 200 -> new Published.InForce(inForce(process, reply.body()) + ", which says the same already");
            default -> new Published.InForce(inForce(process, reply.body()));
        };
    }

    /**
     * Agrees to a publication, as the second person.
     *
     * @return what is in force then, in a few words
     * @throws StackException with the reason, where it is refused
     */
    static String agree(Api api, String process, String publication, Login as) {
        String path = policy(process) + "/publications/" + publication + "/agree";
        Reply reply = api.post(Endpoint.POLICY, path, JsonNodeFactory.instance.objectNode(), as);
        if (!reply.isOk()) {
            throw new StackException("Not agreed: " + reply.problem());
        }
        return inForce(process, reply.body());
    }

    private static String policy(String process) {
        return "/v1/processes/" + process + "/policy";
    }

    private static String inForce(String process, JsonNode version) {
        return process + ", version " + version.path("version").asText("?");
    }

    private static Published.Waiting waiting(String process, JsonNode publication) {
        List<String> loosens = new ArrayList<>();
        publication.path("loosens").forEach(sentence -> loosens.add(sentence.asText()));
        return new Published.Waiting(process, publication.path("publication").asText(), loosens);
    }

    /** Loads people, teams, authorities and delegations. */
    static void directory(Api api, Path file, Login as) {
        requireOk(file, api.putYaml(Endpoint.QUEUE, "/v1/directory", read(file), as));
    }

    private static void requireOk(Path file, Reply reply) {
        if (!reply.isOk()) {
            throw new StackException(file + " was refused: " + reply.problem());
        }
    }

    /** The service reads the document; here only its name is needed, for the address. */
    private static String process(Path file, String yaml) {
        try {
            JsonNode process = new YAMLMapper().readTree(yaml).path("process");
            if (!process.isTextual() || !process.asText().matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw new StackException(
                        file + " names no process: it needs a line such as \"process: airline-changes\"");
            }
            return process.asText();
        } catch (IOException e) {
            throw new StackException(file + " is no readable YAML: " + e.getMessage(), e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StackException(file + " cannot be read", e);
        }
    }
}
