package dev.countersign.localstack.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.Endpoint;
import java.time.Duration;
import java.util.Map;

/**
 * One action to propose.
 *
 * @param line of the file it stands in, from 1
 * @param agent who proposes it
 * @param after how long after the one before it
 * @param body of {@code POST /v1/evaluations}
 */
public record Proposal(int line, Login.Client agent, Duration after, JsonNode body) {

    public Reply propose(Api api, String idempotencyKey) {
        return api.post(Endpoint.POLICY, "/v1/evaluations", body, agent, Map.of("Idempotency-Key", idempotencyKey));
    }

    /** What it is about, for people: the action's type and target. */
    public String title() {
        JsonNode action = body.path("action");
        return action.path("type").asText("?") + " " + action.path("target").asText("?");
    }

    public String process() {
        return body.path("process").asText("?");
    }
}
