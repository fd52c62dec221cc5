package dev.countersign.bench.review;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What is reviewed: a booking change, with the talk that led to it, as the contract's own sample has it. */
final class Matter {

    static final String TYPE = "dev.countersign.evaluation-recorded.v1";

    private static final Duration DECIDE = Duration.ofHours(4);
    private static final List<String> TALK = List.of(
            "I booked two seats to Seattle for next Tuesday, and my son would rather sit in business class.",
            "I have found the reservation. There are two business seats left on both legs, at 612 dollars a passenger more.",
            "That is more than I thought. What would it be for him alone?",
            "For one passenger it is 612 dollars in each direction, charged to the card that paid for the booking.",
            "Yes, please proceed with upgrading Noah.");

    private Matter() {}

    /** The event by which policy-service sends it to review. */
    static ObjectNode recorded(UUID evaluation) {
        ObjectNode event = sample();
        event.put("evaluation", evaluation.toString());
        event.put("at", Clock.systemUTC().instant().toString());
        ((ObjectNode) event.get("action")).put("target", "reservation/" + evaluation);
        ((ObjectNode) event.get("case")).set("conversation", talk());
        ObjectNode supervision = (ObjectNode) event.get("supervision");
        supervision.remove("signalOwner");
        ObjectNode review = (ObjectNode) supervision.get("review");
        review.put("owner", "'team:" + Reviewer.TEAM + "'").remove("approvals");
        return event;
    }

    /** The same for an engine, which is told in words what ours works out. */
    static ObjectNode task(UUID evaluation) {
        ObjectNode event = recorded(evaluation);
        Instant due = Clock.systemUTC().instant().plus(DECIDE);
        return Json.mapper()
                .createObjectNode()
                .put("title", event.path("supervision").path("title").asText())
                .put("effect", "Move reservation/" + evaluation + " to business")
                .put("decideBy", due.toString())
                .put("content", event.toString());
    }

    private static ArrayNode talk() {
        ArrayNode conversation = Json.mapper().createArrayNode();
        for (int i = 0; i < TALK.size(); i++) {
            conversation
                    .addObject()
                    .put("role", i % 2 == 0 ? "customer" : "agent")
                    .put("text", TALK.get(i));
        }
        return conversation;
    }

    private static ObjectNode sample() {
        try (InputStream in = Json.class.getResourceAsStream("/samples/" + TYPE + ".json")) {
            if (in == null) {
                throw new IllegalStateException("the contracts have no sample of " + TYPE);
            }
            JsonNode sample = Json.mapper().readTree(new String(in.readAllBytes(), UTF_8));
            return (ObjectNode) sample;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
