package dev.countersign.localstack.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import dev.countersign.localstack.StackException;
import dev.countersign.localstack.recorded.RecordedCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of actions to propose, one JSON object a line: a body of {@code POST /v1/evaluations}, or
 * {@code {"agent": …, "after": "PT1S", "proposal": <body>}}, or a recorded call as {@link RecordedCalls} reads it.
 */
public final class Proposals {

    private Proposals() {}

    /** @throws StackException naming the line, where one is not readable; nothing has been proposed then */
    public static List<Proposal> read(Path file, Login.Client agent) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new StackException(file + " cannot be read", e);
        }
        List<Proposal> proposals = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                proposals.add(parse(file, i + 1, lines.get(i), agent));
            }
        }
        return proposals;
    }

    private static Proposal parse(Path file, int number, String line, Login.Client agent) {
        try {
            JsonNode json = Json.mapper().readTree(line);
            if (!json.isObject()) {
                throw new StackException(file + ", line " + number + ": not a JSON object");
            }
            if (RecordedCalls.isRecordedCall(json)) {
                return new Proposal(number, agent, Duration.ZERO, RecordedCalls.proposal(json));
            }
            if (!json.has("proposal")) {
                return new Proposal(number, agent, Duration.ZERO, json);
            }
            return new Proposal(
                    number,
                    new Login.Client(json.path("agent").asText(agent.name())),
                    Duration.parse(json.path("after").asText("PT0S")),
                    json.path("proposal"));
        } catch (JsonProcessingException e) {
            throw new StackException(file + ", line " + number + ": " + e.getOriginalMessage(), e);
        } catch (DateTimeException e) {
            throw new StackException(file + ", line " + number + ": \"after\" is no ISO 8601 duration", e);
        }
    }
}
