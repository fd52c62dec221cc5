package dev.countersign.journeys;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Small policies that journeys publish for processes of their own. */
final class Policies {

    private Policies() {}

    /**
     * A process in which everything is reviewed before it happens.
     *
     * @param process its name
     * @param owner CEL: who reviews
     * @param sla the whole section, in flow style
     */
    static String reviewed(String process, String owner, String sla) {
        return """
                process: %s
                title: Notes that the agent writes
                accountable: person:grace
                impact: internal
                agents: [demo-agent]
                actions:
                  write_note:
                    patterns: [review-before-send]
                    reversible: true
                    costOfError: low
                    show: message
                    effect: "'Write a note on ' + action.target"
                    schema:
                      type: object
                      required: [text]
                      additionalProperties: false
                      properties:
                        text: { type: string, minLength: 1, maxLength: 2000 }
                review:
                  owner: "%s"
                  fallback: person:grace
                  requires: [sources, case]
                  rejectReasons: [wrong, late]
                sla: %s
                notify:
                  - { channel: email, to: owner }
                """.formatted(process, owner, sla);
    }

    /** The same, where it takes several people. */
    static String approvedBy(int people, String process, String owner) {
        return reviewed(process, owner, ALL_DAY).replace("  fallback:", "  approvals: \"" + people + "\"\n  fallback:");
    }

    /** Time enough for whoever does not want to see a clock fire. */
    static final String ALL_DAY = "{ pickUp: PT4H, decide: PT8H, steps: [], onExpiry: reject }";

    /** A proposal to such a process. */
    static ObjectNode note(String process, String target, String text) {
        ObjectNode body = Payloads.object("""
                {"action": {"type": "write_note", "payload": {}},
                 "confidence": 0.8,
                 "sources": [{"title": "Diary", "uri": "diary:1", "excerpt": "It rained."}],
                 "case": {"id": "note", "subject": "customer/lena", "attributes": {},
                          "conversation": [{"role": "customer", "text": "Write it down."}]},
                 "run": {"id": "run-1", "model": "writer-1"}}
                """);
        body.put("process", process);
        body.withObject("/action").put("target", target).withObject("payload").put("text", text);
        return body;
    }
}
