package dev.countersign.localstack.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.countersign.localstack.Endpoint;
import dev.countersign.localstack.StackException;
import dev.countersign.localstack.client.Api;
import dev.countersign.localstack.client.Login;
import dev.countersign.localstack.client.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sends the documents that a process owner and a directory administrator write. */
final class Documents {

    private Documents() {}

    /**
     * Publishes a policy.
     *
     * @return what was published, in a few words
     * @throws StackException with every reason, where it is refused
     */
    static String publish(Api api, Path file, Login as) {
        String yaml = read(file);
        String process = process(file, yaml);
        Reply reply = api.putYaml(Endpoint.POLICY, "/v1/processes/" + process + "/policy", yaml, as);
        requireOk(file, reply);
        return process + ", version " + reply.body().path("version").asText("?");
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
