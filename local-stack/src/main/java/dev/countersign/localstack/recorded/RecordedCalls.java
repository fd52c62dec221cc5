package dev.countersign.localstack.recorded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tool calls of an airline's service agent, recorded one JSON object a line: {@code id, run, model, customer, action{type,
 * arguments}, confidence, conversation[{role,text}], sources[{tool,arguments,result}]}. Each becomes the body of a
 * {@code POST /v1/evaluations}; the line's {@code id} is its idempotency key.
 *
 * <p>The state before a change is what the agent had last seen of the reservation, narrowed to what the call would change, so that
 * now and after can be held side by side, and to what tells a reviewer which journey it is.
 */
public final class RecordedCalls {

    /** The process that recorded calls are proposed in. */
    public static final String PROCESS = "airline-changes";

    /** The call with which an agent asks for a person. */
    public static final String HANDOVER = "transfer_to_human_agents";

    /** How much of a look-up's result is shown as a source, in UTF-16 units. */
    static final int EXCERPT = 4_000;

    private static final List<String> WHICH_JOURNEY = List.of("origin", "destination", "flights", "passengers");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RecordedCalls() {}

    /** Whether a line is a recorded call, and not the body of a proposal already. */
    public static boolean isRecordedCall(JsonNode line) {
        return line.path("action").path("arguments").isObject();
    }

    /** The idempotency key of a recorded call. */
    public static String idempotencyKey(JsonNode line) {
        return line.path("id").asText();
    }

    /** The body of the proposal. */
    public static ObjectNode proposal(JsonNode line) {
        ObjectNode body = NODES.objectNode();
        body.put("process", PROCESS);
        body.set("action", action(line));
        body.set("confidence", line.path("confidence"));
        if (type(line).equals(HANDOVER)) {
            body.putArray("signals").add("handover");
        }
        body.set("sources", sources(line));
        body.set("case", content(line));
        body.putObject("run")
                .put("id", line.path("run").asText())
                .put("model", line.path("model").asText());
        return body;
    }

    private static String type(JsonNode line) {
        return line.path("action").path("type").asText();
    }

    private static ObjectNode action(JsonNode line) {
        JsonNode arguments = line.path("action").path("arguments");
        ObjectNode action = NODES.objectNode();
        action.put("type", type(line));
        action.put("target", target(line, arguments));
        action.set("payload", arguments);
        reservationBefore(line).ifPresent(reservation -> action.set("before", before(reservation, arguments)));
        return action;
    }

    private static String target(JsonNode line, JsonNode arguments) {
        if (arguments.has("reservation_id")) {
            return "reservation/" + arguments.path("reservation_id").asText();
        }
        return arguments.has("user_id")
                ? "customer/" + arguments.path("user_id").asText()
                : "run/" + line.path("run").asText();
    }

    /** The newest result that shows the reservation: a look-up's, or that of an earlier change in the same conversation. */
    private static Optional<JsonNode> reservationBefore(JsonNode line) {
        JsonNode reservation = line.path("action").path("arguments").path("reservation_id");
        JsonNode sources = line.path("sources");
        for (int i = sources.size() - 1; i >= 0 && reservation.isTextual(); i--) {
            Optional<JsonNode> shown = parsed(sources.path(i).path("result").asText())
                    .filter(result -> result.path("reservation_id").equals(reservation));
            if (shown.isPresent()) {
                return shown;
            }
        }
        return Optional.empty();
    }

    /** Some results are sentences ({@code Error: …}), not JSON. */
    private static Optional<JsonNode> parsed(String result) {
        try {
            return Optional.of(Json.mapper().readTree(result));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode before(JsonNode reservation, JsonNode payload) {
        ObjectNode before = NODES.objectNode();
        payload.fieldNames().forEachRemaining(name -> {
            if (reservation.has(name)) {
                before.set(name, narrowed(reservation.path(name), payload.path(name)));
            }
        });
        for (String name : WHICH_JOURNEY) {
            if (reservation.has(name) && !before.has(name)) {
                before.set(name, reservation.path(name));
            }
        }
        return before;
    }

    /** Of each item of a list, only the fields that the payload's items have: a price that no call sets would look changed. */
    private static JsonNode narrowed(JsonNode now, JsonNode after) {
        if (!now.isArray() || !after.isArray()) {
            return now;
        }
        Set<String> names = new LinkedHashSet<>();
        after.forEach(item -> item.fieldNames().forEachRemaining(names::add));
        ArrayNode items = NODES.arrayNode();
        now.forEach(item ->
                items.add(item instanceof ObjectNode object ? object.deepCopy().retain(names) : item));
        return items;
    }

    private static ArrayNode sources(JsonNode line) {
        ArrayNode sources = NODES.arrayNode();
        int number = 0;
        for (JsonNode lookUp : line.path("sources")) {
            number++;
            sources.addObject()
                    .put("title", lookUp.path("tool").asText())
                    .put("uri", "look-up:" + number)
                    .put("excerpt", shortened(lookUp.path("result").asText()));
        }
        return sources;
    }

    private static String shortened(String result) {
        if (result.length() <= EXCERPT) {
            return result;
        }
        int end = Character.isHighSurrogate(result.charAt(EXCERPT - 1)) ? EXCERPT - 1 : EXCERPT;
        return result.substring(0, end) + "…";
    }

    private static ObjectNode content(JsonNode line) {
        ObjectNode content = NODES.objectNode();
        content.put("id", line.path("run").asText());
        content.put("subject", "customer/" + line.path("customer").asText());
        content.putObject("attributes");
        content.set("conversation", line.path("conversation"));
        return content;
    }
}
