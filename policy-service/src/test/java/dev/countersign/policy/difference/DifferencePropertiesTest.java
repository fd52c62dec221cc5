package dev.countersign.policy.difference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.Given;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Over seeded random policies; the seed of a failure is in its message. */
class DifferencePropertiesTest {

    private static final int CASES = 500;
    private static final List<String> PATTERNS =
            List.of("review-before-send", "confidence-gated", "exception-escalation");

    /** Each loosens whatever policy it is done to, in one respect alone. */
    private static final List<BiConsumer<ObjectNode, Random>> KNOBS = List.of(
            (policy, random) ->
                    gate(policy).put("threshold", gate(policy).get("threshold").asDouble() / 2),
            (policy, random) ->
                    object(policy, "/actions/always").putArray("patterns").add("confidence-gated"),
            (policy, random) -> object(policy, "/actions")
                    .set("fresh", object(policy, "/actions/gated").deepCopy()),
            (policy, random) ->
                    object(policy, "/patterns/exception-escalation/signals").remove("first"),
            (policy, random) -> object(policy, "/limits/0").put("count", 1_000 + random.nextInt(100)),
            (policy, random) -> object(policy, "/limits/0").put("per", "PT1S"),
            (policy, random) -> ((ArrayNode) policy.get("limits")).remove(0),
            (policy, random) -> object(policy, "/review").put("approvals", "1"),
            (policy, random) -> object(policy, "/review").putArray("requires"),
            (policy, random) -> object(policy, "/review").remove("freshFor"),
            (policy, random) -> object(policy, "/sla").put("onExpiry", "proceed"),
            (policy, random) -> object(policy, "/oversight").put("sample", 0),
            (policy, random) -> ((ArrayNode) policy.get("agents")).add("newcomer"));

    private static ObjectNode gate(ObjectNode policy) {
        return object(policy, "/patterns/confidence-gated");
    }

    private static ObjectNode object(ObjectNode policy, String pointer) {
        return (ObjectNode) policy.at(pointer);
    }

    private static ObjectNode any(Random random) {
        ObjectNode policy = Given.policy("refunds");
        policy.put("title", "Title " + random.nextInt(5));
        ObjectNode actions = policy.putObject("actions");
        action(actions.putObject("always"), List.of("review-before-send"), random);
        action(actions.putObject("gated"), List.of("confidence-gated", "exception-escalation"), random);
        for (int i = random.nextInt(4); i > 0; i--) {
            List<String> chosen = new ArrayList<>(PATTERNS);
            Collections.shuffle(chosen, random);
            action(actions.putObject("a" + i), chosen.subList(0, 1 + random.nextInt(3)), random);
        }
        gate(policy).put("threshold", (1 + random.nextInt(100)) / 100.0);
        ObjectNode signals = object(policy, "/patterns/exception-escalation").putObject("signals");
        signals.putObject("first").put("when", "confidence < 0." + (1 + random.nextInt(9)));
        for (int i = random.nextInt(3); i > 0; i--) {
            signals.putObject("s" + i).put("when", "action.payload.n > " + random.nextInt(9));
        }
        ArrayNode limits = policy.putArray("limits");
        for (int i = 0; i <= random.nextInt(3); i++) {
            ObjectNode limit = limits.addObject().put("name", "l" + i).put("per", "PT" + (1 + random.nextInt(9)) + "H");
            limit.put("count", random.nextInt(100)).put("then", random.nextBoolean() ? "review" : "block");
        }
        ObjectNode review = object(policy, "/review").put("approvals", Integer.toString(2 + random.nextInt(3)));
        review.putArray("requires").add(random.nextBoolean() ? "case" : "sources");
        review.put("freshFor", "PT" + (1 + random.nextInt(9)) + "H");
        policy.putObject("oversight").put("sample", (1 + random.nextInt(50)) / 100.0);
        return policy;
    }

    private static void action(ObjectNode action, List<String> patterns, Random random) {
        patterns.forEach(action.putArray("patterns")::add);
        action.put("reversible", random.nextBoolean()).put("costOfError", random.nextBoolean() ? "low" : "high");
    }

    private static Difference between(JsonNode before, JsonNode after) {
        return Difference.between(document(before), document(after));
    }

    private static PolicyDocument document(JsonNode policy) {
        return Json.mapper().convertValue(policy, PolicyDocument.class);
    }

    @Test
    void aPolicyDiffersFromItselfInNothing() {
        for (long seed = 0; seed < CASES; seed++) {
            JsonNode policy = any(new Random(seed));

            Difference difference = between(policy, policy.deepCopy());

            assertThat(difference.changes()).as("seed %d", seed).isEmpty();
            assertThat(difference.loosens()).as("seed %d", seed).isFalse();
        }
    }

    @Test
    void whatLoosensOneWayTightensTheOther() {
        for (long seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            ObjectNode before = any(random);
            ObjectNode after = before.deepCopy();
            int knob = random.nextInt(KNOBS.size());
            KNOBS.get(knob).accept(after, random);

            Difference forth = between(before, after);
            Difference back = between(after, before);

            assertThat(forth.loosens())
                    .as("seed %d, knob %d: %s", seed, knob, forth)
                    .isTrue();
            assertThat(back.loosens())
                    .as("back, seed %d, knob %d: %s", seed, knob, back)
                    .isFalse();
            assertThat(back.changes())
                    .as("back, seed %d, knob %d", seed, knob)
                    .anyMatch(change -> change.effect() == Effect.TIGHTER);
        }
    }

    @Test
    void everyChangeOfOneWayIsAChangeOfTheOther() {
        for (long seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            JsonNode one = any(random);
            JsonNode other = any(random);

            assertThat(between(one, other).changes())
                    .as("seed %d", seed)
                    .hasSameSizeAs(between(other, one).changes());
        }
    }

    /** Any number of loosenings among any number of other changes: a second person is asked. */
    @Test
    void nothingHidesALoosening() {
        for (long seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            ObjectNode before = any(random);
            ObjectNode after = before.deepCopy();
            after.put("title", "Other").put("accountable", "person:hugo");
            ((ArrayNode) after.get("agents")).removeAll().add("refund-agent");
            object(after, "/oversight").put("sample", 1);
            KNOBS.get(random.nextInt(11)).accept(after, random);

            assertThat(between(before, after).loosens()).as("seed %d", seed).isTrue();
        }
    }
}
