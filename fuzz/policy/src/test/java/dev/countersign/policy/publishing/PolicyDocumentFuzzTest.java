package dev.countersign.policy.publishing;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.Json;
import dev.countersign.fuzz.Soon;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A sound policy of which something was changed is refused with sentences, or can be published and decides. */
class PolicyDocumentFuzzTest {

    private static final String[] VALUES = {
        "null",
        "true",
        "false",
        "0",
        "1",
        "-1",
        "0.5",
        "1e400",
        "1e-400000000",
        "123456789012345678901234567890",
        "\"\"",
        "\"x\"",
        "[]",
        "{}",
        "[null]",
        "[[[[]]]]",
        "\"PT1H\"",
        "\"PT1S\"",
        "\"P9999999999999D\"",
        "\"person:grace\"",
        "\"team:ops\"",
        "\"refund\"",
        "\"message\"",
        "[\"refund\"]",
        "\"proceed\"",
        "\"block\"",
        "\"financial\"",
        "[\"autonomous\"]",
        "[\"exception-escalation\"]",
        "\"low\"",
        "\"action.payload.amount\"",
        "\"action.payload.text.contains('a')\"",
        "\"action.type == 'refund'\"",
        "\"1 / 0\"",
        "\"case.attributes.x\"",
        "{\"$ref\":\"#\"}",
        "{\"type\":\"object\"}",
        "{\"type\":\"string\",\"pattern\":\"(\"}",
        "{\"name\":\"n\",\"per\":\"PT1H\",\"sum\":\"action.payload.amount\",\"max\":5,\"then\":\"block\"}",
        "{\"report\":\"r-1\"}",
        "{\"sample\":1}",
        "{\"when\":\"true\",\"actions\":[\"message\"]}",
    };

    private static final JsonNode SOUND = sound();

    private static JsonNode sound() {
        try (InputStream in = PolicyDocumentFuzzTest.class.getResourceAsStream("/samples/policy.json")) {
            return Json.mapper().readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FuzzTest(maxDuration = "40s")
    void isRefusedOrDecides(FuzzedDataProvider data) {
        Soon soon = Soon.fromNow();
        JsonNode policy = SOUND.deepCopy();
        for (int i = data.consumeInt(1, 6); i > 0; i--) {
            change(policy, data);
        }
        Published.orRefused(policy);
        soon.isOver(policy.toString());
    }

    private static void change(JsonNode policy, FuzzedDataProvider data) {
        List<JsonNode> places = new ArrayList<>();
        places(policy, places);
        switch (data.pickValue(places)) {
            case ObjectNode object -> {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                String name =
                        names.isEmpty() || data.consumeInt(0, 9) == 0 ? data.consumeString(20) : data.pickValue(names);
                if (data.consumeInt(0, 3) == 0) {
                    object.remove(name);
                } else {
                    object.set(name, value(data));
                }
            }
            case ArrayNode array -> array.insert(data.consumeInt(0, array.size()), value(data));
            default -> {}
        }
    }

    private static void places(JsonNode node, List<JsonNode> found) {
        if (node.isContainerNode()) {
            found.add(node);
            node.forEach(element -> places(element, found));
        }
    }

    private static JsonNode value(FuzzedDataProvider data) {
        String text = data.consumeInt(0, 4) == 0 ? data.consumeString(60) : data.pickValue(VALUES);
        try {
            JsonNode value = Json.mapper().readTree(text);
            return value == null || value.isMissingNode()
                    ? Json.mapper().getNodeFactory().nullNode()
                    : value;
        } catch (JsonProcessingException e) {
            return Json.mapper().getNodeFactory().textNode(text);
        }
    }
}
