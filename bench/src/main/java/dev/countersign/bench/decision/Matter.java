package dev.countersign.bench.decision;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What is decided: a policy of 50 rules, 3 signals of the agent's own and 1 limit, and refunds that it is asked about. */
final class Matter {

    static final String PROCESS = "bench-decision";
    static final String AGENT = "bench-agent";

    /** As an event's are. */
    static final String HEADERS = JsonNodeFactory.instance
            .objectNode()
            .put("ce_specversion", "1.0")
            .put("ce_id", "0".repeat(36))
            .put("ce_source", "/policy-service")
            .put("ce_type", "dev.countersign.evaluation-recorded.v1")
            .put("ce_time", "2026-05-03T12:00:00.000000Z")
            .put("content-type", "application/json")
            .put("traceparent", "0".repeat(55))
            .toString();

    private static final int RULES = 50;
    private static final int DECLARED = 3;

    private Matter() {}

    /** Rules over amounts, texts, targets and the conversation; none of them fires on a plain refund. */
    static ObjectNode policy() {
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        policy.put("process", PROCESS)
                .put("title", "Refunds of the benchmark")
                .put("accountable", "person:grace")
                .put("impact", "customer");
        policy.putArray("agents").add(AGENT);
        ObjectNode refund = policy.putObject("actions").putObject("refund");
        refund.putArray("patterns").add("confidence-gated").add("exception-escalation");
        refund.put("reversible", true)
                .put("costOfError", "low")
                .put("show", "record")
                .put("effect", "'Refund ' + string(action.payload.amount) + ' to ' + action.target");
        refund.set("schema", schema());
        ObjectNode patterns = policy.putObject("patterns");
        patterns.putObject("confidence-gated").put("threshold", 0.8);
        ObjectNode signals = patterns.putObject("exception-escalation").putObject("signals");
        for (int i = 0; i < RULES; i++) {
            signals.putObject("rule-" + i).put("when", rule(i));
        }
        policy.putArray("limits")
                .addObject()
                .put("name", "refunds")
                .put("per", "P1D")
                .put("sum", "action.payload.amount")
                .put("max", 1e12)
                .put("then", "review");
        ObjectNode review = policy.putObject("review");
        review.put("owner", "'person:maria'").put("fallback", "person:grace");
        review.putArray("requires").add("case");
        review.putArray("rejectReasons").add("wrong");
        policy.putObject("sla").put("pickUp", "PT4H").put("decide", "PT8H").put("onExpiry", "reject");
        policy.putArray("notify").addObject().put("channel", "email").put("to", "owner");
        return policy;
    }

    private static ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putArray("required").add("amount").add("reason");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("amount").put("type", "number").put("minimum", 0);
        properties.putObject("currency").put("type", "string");
        properties.putObject("reason").put("type", "string").put("maxLength", 2_000);
        return schema;
    }

    private static String rule(int i) {
        return switch (i % 5) {
            case 0 -> "signals.exists(s, s == 'rule-" + i + "')";
            case 1 -> "action.payload.amount > " + (10_000 + i) + ".0";
            case 2 -> "action.payload.reason.contains('word-" + i + "')";
            case 3 -> "action.target.startsWith('vip-" + i + "/') && action.payload.amount > 50.0";
            default -> "case.conversation.exists(m, m.role == 'customer' && m.text.contains('lawyer-" + i + "'))";
        };
    }

    /** A refund that goes without a person, or one that a person must look at since its agent gives three of the signals. */
    static ObjectNode proposal(int number, boolean plain) {
        ObjectNode proposal = JsonNodeFactory.instance.objectNode().put("process", PROCESS);
        ObjectNode action = proposal.putObject("action");
        action.put("type", "refund").put("target", "order/" + number);
        action.putObject("payload")
                .put("amount", 20 + number % 50)
                .put("currency", "EUR")
                .put(
                        "reason",
                        "The parcel arrived broken, and the customer sent pictures of it; there is no other left.");
        proposal.put("confidence", 0.93);
        ArrayNode signals = proposal.putArray("signals");
        for (int i = 0; !plain && i < DECLARED; i++) {
            signals.add("rule-" + i * 5);
        }
        proposal.putArray("sources").addObject().put("title", "get_order").put("excerpt", "order, delivered on 3 May");
        ObjectNode matter = proposal.putObject("case").put("id", "case-" + number);
        matter.put("subject", "customer/" + number % 1_000);
        ArrayNode conversation = matter.putArray("conversation");
        conversation
                .addObject()
                .put("role", "customer")
                .put("text", "My parcel arrived broken. I would like my money back.");
        conversation
                .addObject()
                .put("role", "agent")
                .put("text", "I am sorry to hear that. Can you send a picture of it?");
        return proposal;
    }

    /** The reasons that such a refund is answered with. */
    static String reasons(boolean plain) {
        ArrayNode reasons = JsonNodeFactory.instance.arrayNode();
        if (plain) {
            reasons.add(reason("confidence-gated", "confident", "0.93 is not below 0.8"));
            reasons.add(reason("exception-escalation", "no-signal", "no signal fired"));
        } else {
            for (int i = 0; i < DECLARED; i++) {
                reasons.add(reason("exception-escalation", "signal-fired", "the agent gives the signal rule-" + i * 5));
            }
        }
        return reasons.toString();
    }

    private static ObjectNode reason(String source, String code, String detail) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("source", source)
                .put("code", code)
                .put("detail", detail);
    }

    /** An event of the size of {@code evaluation-recorded}: the proposal, its reasons, and how it is supervised. */
    static String event(boolean plain) {
        ObjectNode event = proposal(1, plain).put("reasons", reasons(plain));
        ObjectNode policy = policy();
        event.putObject("supervision")
                .put("title", policy.path("title").asText())
                .<ObjectNode>set("action", policy.at("/actions/refund"))
                .<ObjectNode>set("review", policy.path("review"))
                .<ObjectNode>set("sla", policy.path("sla"))
                .set("notify", policy.path("notify"));
        return event.toString();
    }

    /** An event of the size of {@code release-issued}. */
    static String issued() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("evaluation", "0".repeat(36))
                .put("process", PROCESS)
                .put("release", "0".repeat(36))
                .put("payloadDigest", "sha-256:" + "0".repeat(64))
                .put("expiresAt", "2026-05-03T12:05:00Z")
                .put("at", "2026-05-03T12:00:00Z")
                .toString();
    }
}
